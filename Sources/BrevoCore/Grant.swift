/// One item of a request's `privileges`.
public struct RequestedPrivilege: Hashable, Sendable {
    /// The feature, as the request names it.
    public var feature: String
    /// The permissions, as the request names them.
    public var permissions: [String]

    /// Creates an item.
    public init(feature: String, permissions: [String]) {
        self.feature = feature
        self.permissions = permissions
    }
}

/// A change of somebody's permissions.
public struct Grant: Hashable, Sendable {
    /// All permissions of the features that the request names.
    public internal(set) var replaced: Privileges = []
    /// The permissions granted.
    public internal(set) var granted: Privileges = []
    /// The synonyms used, each with what it stands for.
    public private(set) var synonyms: [Synonym] = []

    /// A name in a request that stands for another.
    public struct Synonym: Hashable, Sendable {
        /// The name used.
        public let used: String
        /// The current name.
        public let name: String
    }

    /// No change.
    public static let nothing = Grant()

    /// Everything, replacing all there was.
    public static func all(of available: Privileges) -> Grant {
        Grant(replaced: .all, granted: available)
    }

    /// The permissions after this change.
    ///
    /// - Parameter keepsOthers: Whether features that the request does not name keep their permissions.
    public func applied(to privileges: Privileges, keepsOthers: Bool) -> Privileges {
        keepsOthers ? privileges.subtracting(replaced).union(granted) : granted
    }

    mutating func addSynonym(_ used: String, for name: String) {
        synonyms.append(Synonym(used: used, name: name))
    }

    init(replaced: Privileges = [], granted: Privileges = []) {
        self.replaced = replaced
        self.granted = granted
    }
}
