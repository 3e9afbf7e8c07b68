/// A grant while a request for it is read: a feature, its permissions, the next feature.
///
/// Names are spans of UTF-8; a string is made only of a name that is reported.
public struct GrantRequest: Sendable {
    private let catalog: Catalog
    private let available: Privileges
    /// What has been requested so far.
    public private(set) var grant: Grant
    private var feature: Catalog.Entry?
    /// The number of permissions named for the feature, and whether `none` was one of them.
    private var named = 0
    private var hasNone = false

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - available: What can be granted.
    ///   - grant: What was requested before.
    public init(of catalog: Catalog, within available: Privileges, after grant: Grant = .nothing) {
        (self.catalog, self.available, self.grant) = (catalog, available, grant)
    }

    /// Requests a feature; its permissions follow.
    ///
    /// - Throws: ``CoreError/unknownFeature(_:in:)``, ``CoreError/duplicateFeature(_:)``.
    public mutating func add(feature name: Span<UInt8>) throws(CoreError) {
        guard let feature = catalog.entry(name) else { throw .unknownFeature(String(bytes: name), in: catalog) }
        guard grant.replaced.isDisjoint(with: feature.mask) else { throw .duplicateFeature(feature.name) }
        grant.replaced.formUnion(feature.mask)
        if feature.isSynonym { grant.addSynonym(feature.name, for: feature.feature.slug) }
        self.feature = feature
        (named, hasNone) = (0, false)
    }

    /// Requests a permission of the last feature; `none` must stand alone.
    ///
    /// - Throws: ``CoreError/unknownPermission(_:of:calledBy:)``, ``CoreError/featureNotOnPlan(_:)``.
    public mutating func add(permission name: Span<UInt8>) throws(CoreError) {
        guard let feature else { preconditionFailure("a permission follows its feature") }
        named += 1
        guard let meaning = feature.permissions[name], !hasNone else {
            let text = String(bytes: name)
            guard !hasNone, named == 1, text == "none" else {
                throw .unknownPermission(hasNone ? "none" : text, of: feature.feature, calledBy: feature.name)
            }
            hasNone = true
            return
        }
        guard available.isSuperset(of: meaning.grant) else { throw .featureNotOnPlan(feature.name) }
        grant.granted.formUnion(meaning.grant)
        if let currentName = meaning.currentName { grant.addSynonym(String(bytes: name), for: currentName) }
    }

    /// Requests a feature with its permissions.
    ///
    /// - Throws: As for each name.
    mutating func add(_ item: RequestedPrivilege) throws(CoreError) {
        try add(feature: item.feature.utf8.span)
        for permission in item.permissions { try add(permission: permission.utf8.span) }
    }
}

extension String {
    fileprivate init(bytes: Span<UInt8>) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for offset in bytes.indices { copy.append(bytes[offset]) }
        self.init(decoding: copy, as: UTF8.self)
    }
}
