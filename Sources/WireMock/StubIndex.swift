internal import HTTPMessage

/// A stub with its place in the order in which stubs are tried.
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

/// Finds the stubs that may match a request by what its path must be.
struct StubIndex: Sendable {
    private var entries: [StubEntry] = []

    mutating func insert(_ entry: StubEntry) {
        let position = entries.firstIndex { entry.rank < $0.rank } ?? entries.endIndex
        entries.insert(entry, at: position)
    }

    mutating func remove(_ entry: StubEntry) {
        entries.removeAll { $0 === entry }
    }

    /// The first in order that applies.
    func first(for request: MatchableRequest, where applies: (StubEntry) -> Bool) -> StubEntry? {
        entries.first(where: applies)
    }
}
