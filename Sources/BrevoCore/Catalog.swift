/// What can be granted: the features of one kind of user with their permissions (spec §4).
///
/// A class, because a structure would be copied with its tables wherever a request is held against it.
public final class Catalog: Sendable {
    /// All features, in the order in which answers list them.
    public let features: [Feature]
    private let entries: NameTable<Entry>

    /// What a feature's name in a request stands for.
    ///
    /// A class, because each look-up would copy a structure with all that it holds.
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

    /// What a permission's name in a request grants, and the first name where it is a synonym.
    struct Meaning: Sendable {
        let grant: Privileges
        let firstName: String?
    }

    init(_ sections: [Section], synonyms: [Synonym]) {
        features = Self.features(of: sections)
        everything = features.filter { !$0.isLegacy }.reduce(into: []) { $0.formUnion($1.mask) }
        entries = Self.entries(of: features, synonyms: synonyms)
    }

    /// The features, each permission with the next free bit.
    private static func features(of sections: [Section]) -> [Feature] {
        var bit: UInt64 = 1
        return sections.map { section in
            let permissions = section.permissions.map { slug, label in
                defer { bit <<= 1 }
                return Permission(slug: slug, label: label, bit: Privileges(rawValue: bit))
            }
            return Feature(section, permissions: permissions)
        }
    }

    /// What every name stands for: the first names, then the synonyms.
    private static func entries(of features: [Feature], synonyms: [Synonym]) -> NameTable<Entry> {
        var entries = NameTable<Entry>()
        for feature in features {
            var permissions = NameTable<Meaning>()
            for permission in feature.permissions {
                permissions.set(permission.slug, to: Meaning(grant: permission.bit, firstName: nil))
            }
            entries.set(feature.slug, to: Entry(feature.slug, feature, permissions))
        }
        for synonym in synonyms {
            let grants = synonym.grants.map { name in
                guard let feature = entries[name.feature]?.feature, let permission = feature[name.permission] else {
                    preconditionFailure("a synonym of no permission")
                }
                return (feature: feature, bit: permission.bit)
            }
            let sum = grants.reduce(into: Privileges()) { $0.formUnion($1.bit) }
            let known = entries[synonym.feature] ?? Entry(synonym.feature, grants[0].feature, NameTable())
            var permissions = known.permissions
            permissions.set(synonym.permission, to: Meaning(grant: sum, firstName: synonym.firstName))
            entries.set(synonym.feature, to: Entry(synonym.feature, known.feature, permissions))
        }
        return entries
    }

    /// The feature of this first name.
    public subscript(slug: String) -> Feature? {
        features.first { $0.slug == slug }
    }

    /// Everything that a request can still grant; legacy features are left out.
    public let everything: Privileges

    /// The permissions asked for, as a change to what somebody has.
    ///
    /// - Throws: the first fault, in the order of the items: an unknown feature, an unknown permission (`none` beside
    ///   others is one), a feature that is named twice or that `available` does not hold.
    public func grant(_ items: [RequestedPrivilege], within available: Privileges) throws(CoreError) -> Grant {
        var request = GrantRequest(of: self, within: available)
        for item in items { try request.add(item) }
        return request.grant
    }

    /// Adds what one more item asks for; a refused item changes nothing.
    ///
    /// - Throws: as ``grant(_:within:)`` does.
    public func add(
        _ item: RequestedPrivilege,
        to grant: inout Grant,
        within available: Privileges
    ) throws(CoreError) {
        var request = GrantRequest(of: self, within: available, after: grant)
        try request.add(item)
        grant = request.grant
    }

    /// What a feature's name stands for.
    func entry(_ name: Span<UInt8>) -> Entry? { entries[name] }
}
