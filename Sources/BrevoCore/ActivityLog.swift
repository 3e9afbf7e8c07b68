/// The newest activities of an account, in the order in which they happened.
///
/// They are kept in chunks, so that the first one after a fork copies a chunk and not the log.
public struct ActivityLog: Sendable {
    /// The most activities kept; beyond it the oldest chunk goes.
    public static let capacity = 10_000
    static let chunkLength = 100

    private var chunks: [[Activity]] = []
    /// The number of activities.
    public private(set) var count = 0

    /// Creates an empty log.
    public init() {}

    /// Adds the newest activity.
    public mutating func append(_ activity: Activity) {
        if chunks.last.map({ $0.count == Self.chunkLength }) ?? true { chunks.append([]) }
        chunks[chunks.count - 1].append(activity)
        count += 1
        if count > Self.capacity { count -= chunks.removeFirst().count }
    }

    /// All activities, oldest first.
    public var inOrder: [Activity] {
        chunks.flatMap(\.self)
    }
}
