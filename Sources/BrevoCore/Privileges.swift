/// A set of permissions of one catalog, one bit for each.
public struct Privileges: OptionSet, Hashable, Sendable {
    /// The bits, as the catalog assigns them.
    public let rawValue: UInt64

    /// Creates a set from its bits.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Every permission that a catalog can have.
    public static let all = Privileges(rawValue: .max)
}
