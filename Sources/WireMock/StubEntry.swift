internal import JSON

/// A stub with its rank; a class, because lists of entries are sorted and copied.
final class StubEntry: Sendable {
    let stub: StubMapping
    let rank: Rank
    /// The bytes of memory that the stub takes, estimated.
    let memorySize: Int

    /// The order in which stubs are tried: by priority, then newest first.
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
        // The document, and what was made of it: the patterns and the response.
        memorySize = 2 * stub.json.memorySize + 2048
    }
}
