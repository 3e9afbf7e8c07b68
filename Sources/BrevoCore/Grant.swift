/// One item of a request's `privileges`.
public struct RequestedPrivilege: Hashable, Sendable {
    /// The feature's slug, as the request names it.
    public var feature: String
    /// The permissions' slugs.
    public var permissions: [String]

    /// A feature with the permissions asked for.
    public init(feature: String, permissions: [String]) {
        self.feature = feature
        self.permissions = permissions
    }
}

/// A change to what somebody has: each feature named is replaced, the others stay (spec §5).
public struct Grant: Hashable, Sendable {
    /// All permissions of the features named.
    public internal(set) var replaced: Privileges = []
    /// The permissions granted.
    public internal(set) var granted: Privileges = []
    /// The synonyms used, each with what it stands for.
    public private(set) var synonyms: [Synonym] = []

    /// A name in a request that stands for another.
    public struct Synonym: Hashable, Sendable {
        /// The name used.
        public let used: String
        /// The first name.
        public let firstName: String
    }

    /// No change.
    public static let nothing = Grant()

    /// Everything, in the place of all there was.
    public static func all(of available: Privileges) -> Grant {
        Grant(replaced: .all, granted: available)
    }

    /// What somebody has after this change.
    public func applied(to privileges: Privileges) -> Privileges {
        privileges.subtracting(replaced).union(granted)
    }

    mutating func note(_ used: String, standsFor firstName: String) {
        synonyms.append(Synonym(used: used, firstName: firstName))
    }

    init(replaced: Privileges = [], granted: Privileges = []) {
        self.replaced = replaced
        self.granted = granted
    }
}
