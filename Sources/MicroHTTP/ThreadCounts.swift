internal import Glibc
internal import Synchronization

/// A number that many threads add to, each in a place of its own as far as their number allows.
///
/// Threads that add to the same place at once cost each other as much as a lock does.
package final class ThreadCounts: Sendable {
    /// The places; one in each cache line.
    private let places = InlineArray<64, Atomic<Int>> { _ in Atomic(0) }

    package init() {}

    /// Adds to the calling thread's place.
    package func add(_ change: Int) {
        places[8 * (Self.threadNumber % 8)].add(change, ordering: .sequentiallyConsistent)
    }

    /// The sum of all places.
    package var total: Int {
        (0..<8).reduce(0) { $0 + places[8 * $1].load(ordering: .sequentiallyConsistent) }
    }

    /// A number that tells the threads of a process apart, as far as it can.
    package static var threadNumber: Int {
        // Threads have their stacks one after the other, of eight MiB each unless the system says otherwise.
        Int(UInt(pthread_self()) >> 23)
    }
}
