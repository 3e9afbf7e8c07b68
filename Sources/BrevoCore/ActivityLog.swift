/// The newest activities of an account, in the order in which they happened.
///
/// They stand in pieces, so that the first one after a fork copies a piece and not the log.
public struct ActivityLog: Sendable {
    /// The most that are remembered; beyond it the oldest go, a piece at a time.
    public static let capacity = 10_000
    static let pieceLength = 100

    private var pieces: [[Activity]] = []
    /// How many there are.
    public private(set) var count = 0

    /// No activities.
    public init() {}

    /// Adds what happened last.
    public mutating func append(_ activity: Activity) {
        if pieces.last.map({ $0.count == Self.pieceLength }) ?? true { pieces.append([]) }
        pieces[pieces.count - 1].append(activity)
        count += 1
        if count > Self.capacity { count -= pieces.removeFirst().count }
    }

    /// All of them, the oldest first.
    public var inOrder: [Activity] {
        pieces.flatMap(\.self)
    }
}
