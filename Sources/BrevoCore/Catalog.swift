/// The features of one kind of user, with their permissions.
///
/// A class, because a structure would be copied with its tables wherever a request is checked against it.
public final class Catalog: Sendable {
    /// All features, in the order in which responses list them.
    public let features: [Feature]
    private let entries: NameTable<Entry>

    /// What the name of a feature in a request stands for.
    ///
    /// A class, because each lookup would copy a structure with all that it holds.
    final class Entry: Sendable {
        let name: String
        let feature: Feature
        let permissions: NameTable<Meaning>
        let mask: Privileges
        let isSynonym: Bool

        init(_ name: String, _ feature: Feature, _ permissions: NameTable<Meaning>) {
            (self.name, self.feature, self.permissions) = (name, feature, permissions)
            (mask, isSynonym) = (feature.mask, name != feature.slug)
        }
    }

    /// What the name of a permission in a request grants, and its current name if it is a synonym.
    struct Meaning: Sendable {
        let grant: Privileges
        let currentName: String?
    }

    init(_ table: [FeatureEntry], synonyms: [Synonym]) {
        features = Self.features(of: table)
        everything = features.filter { !$0.isLegacy }.reduce(into: []) { $0.formUnion($1.mask) }
        entries = Self.entries(of: features, synonyms: synonyms)
    }

    /// The features, each permission with the next free bit.
    private static func features(of table: [FeatureEntry]) -> [Feature] {
        var bit: UInt64 = 1
        return table.map { entry in
            let permissions = entry.permissions.map { slug, label in
                defer { bit <<= 1 }
                return Permission(slug: slug, label: label, bit: Privileges(rawValue: bit))
            }
            return Feature(entry, permissions: permissions)
        }
    }

    /// What every name stands for: current names, then synonyms.
    private static func entries(of features: [Feature], synonyms: [Synonym]) -> NameTable<Entry> {
        var entries = NameTable<Entry>()
        for feature in features {
            var permissions = NameTable<Meaning>()
            for permission in feature.permissions {
                permissions.set(permission.slug, to: Meaning(grant: permission.bit, currentName: nil))
            }
            entries.set(feature.slug, to: Entry(feature.slug, feature, permissions))
        }
        for synonym in synonyms {
            let grants = synonym.grants.map { name in
                guard let feature = entries[name.feature]?.feature, let permission = feature[name.permission] else {
                    preconditionFailure("a synonym stands for permissions that exist")
                }
                return (feature: feature, bit: permission.bit)
            }
            let sum = grants.reduce(into: Privileges()) { $0.formUnion($1.bit) }
            let known = entries[synonym.feature] ?? Entry(synonym.feature, grants[0].feature, NameTable())
            var permissions = known.permissions
            permissions.set(synonym.permission, to: Meaning(grant: sum, currentName: synonym.currentName))
            entries.set(synonym.feature, to: Entry(synonym.feature, known.feature, permissions))
        }
        return entries
    }

    /// The feature with a current name.
    public subscript(slug: String) -> Feature? {
        features.first { $0.slug == slug }
    }

    /// Everything that a request can still grant; legacy features are left out.
    public let everything: Privileges

    /// The permissions that items request, as a change.
    ///
    /// - Throws: The first fault, in order of the items: an unknown feature or permission, a feature that is named twice
    ///   or that `available` lacks.
    public func grant(_ items: [RequestedPrivilege], within available: Privileges) throws(CoreError) -> Grant {
        var request = GrantRequest(of: self, within: available)
        for item in items { try request.add(item) }
        return request.grant
    }

    /// Adds the permissions of one more item; a refused item changes nothing.
    ///
    /// - Throws: As ``grant(_:within:)`` does.
    public func add(
        _ item: RequestedPrivilege,
        to grant: inout Grant,
        within available: Privileges
    ) throws(CoreError) {
        var request = GrantRequest(of: self, within: available, after: grant)
        try request.add(item)
        grant = request.grant
    }

    /// What the name of a feature stands for.
    func entry(_ name: Span<UInt8>) -> Entry? { entries[name] }
}
