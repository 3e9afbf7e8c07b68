/// A stub with its place in the order in which stubs are tried; shared, because lists of them are sorted and copied.
final class StubEntry: Sendable {
    let stub: StubMapping
    let rank: Rank

    /// By priority, and the newest first within one.
    struct Rank: Comparable {
        let priority: Int
        let sequence: Int

        static func < (left: Rank, right: Rank) -> Bool {
            left.priority != right.priority ? left.priority < right.priority : left.sequence > right.sequence
        }
    }

    init(_ stub: StubMapping, sequence: Int) {
        self.stub = stub
        rank = Rank(priority: stub.priority, sequence: sequence)
    }
}
