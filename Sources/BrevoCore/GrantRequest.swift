/// A change to what somebody has, as a request asks for it: a feature, its permissions, the next feature.
///
/// Names are bytes of UTF-8; a text is made only of one that is told of.
public struct GrantRequest: Sendable {
    private let catalog: Catalog
    private let available: Privileges
    /// What has been asked for so far.
    public private(set) var grant: Grant
    private var feature: Catalog.Entry?
    /// How many permissions of the feature have been named, and whether `none` was one of them.
    private var named = 0
    private var hasNone = false

    /// A request that asks for nothing yet.
    ///
    /// - Parameters:
    ///   - available: what can be had.
    ///   - grant: what has been asked for before.
    public init(of catalog: Catalog, within available: Privileges, after grant: Grant = .nothing) {
        (self.catalog, self.available, self.grant) = (catalog, available, grant)
    }

    /// Asks for a feature, of which nothing is granted but what is named next.
    ///
    /// - Throws: ``CoreError/unknownFeature(_:in:)``, ``CoreError/featureNamedTwice(_:)``.
    public mutating func add(feature name: Span<UInt8>) throws(CoreError) {
        guard let feature = catalog.entry(name) else { throw .unknownFeature(String(bytes: name), in: catalog) }
        guard grant.replaced.isDisjoint(with: feature.mask) else { throw .featureNamedTwice(feature.name) }
        grant.replaced.formUnion(feature.mask)
        if feature.isSynonym { grant.note(feature.name, standsFor: feature.feature.slug) }
        self.feature = feature
        (named, hasNone) = (0, false)
    }

    /// Asks for a permission of the feature named last; `none` is one that stands alone.
    ///
    /// - Throws: ``CoreError/unknownPermission(_:of:calledBy:)``, ``CoreError/featureNotOnPlan(_:)``.
    public mutating func add(permission name: Span<UInt8>) throws(CoreError) {
        guard let feature else { preconditionFailure("A permission is one of a feature") }
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
        if let firstName = meaning.firstName { grant.note(String(bytes: name), standsFor: firstName) }
    }

    /// Asks for a feature with its permissions.
    ///
    /// - Throws: as for each name.
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
