/// A set of permissions of one catalog, a bit for each.
public struct Privileges: OptionSet, Hashable, Sendable {
    /// The bits, as the catalog gives them out.
    public let rawValue: UInt64

    /// The permissions of these bits.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Every permission that a catalog can have.
    public static let all = Privileges(rawValue: .max)
}
