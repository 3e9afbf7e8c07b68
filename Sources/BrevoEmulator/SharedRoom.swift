internal import Synchronization
internal import WireMock

/// What all worlds of a process may hold together beside their states: journals and snapshots.
///
/// No lock: worlds tell what they hold by adding to a number, a journal in steps so that few requests touch it.
final class SharedRoom: Sendable {
    /// What a world has told that it holds.
    struct Holding: Sendable {
        fileprivate var bytes = 0
        fileprivate var snapshots = 0
    }

    /// The most snapshots in a process.
    static let snapshotLimit = 10_000
    /// The bytes by which a journal changes before it says so.
    private static let step = 4096

    private let byteLimit: Int
    private let share: Int
    private let bytes = Atomic(0)
    private let snapshots = Atomic(0)

    /// Room for the journals of eight worlds that remember all they may at the default size, or for one larger journal.
    ///
    /// - Parameters:
    ///   - journals: what each journal may remember; nil where none remembers anything.
    ///   - worlds: how many worlds there may be; each keeps the newest of its requests in its part of the room,
    ///     whatever the others hold.
    convenience init(journals: Journal.Limits?, worlds: Int) {
        self.init(bytes: max(512 << 20, journals?.bytes ?? 0), worlds: worlds)
    }

    init(bytes: Int, worlds: Int) {
        byteLimit = bytes
        share = bytes / (worlds + 1)
    }

    /// How many more snapshots may be taken.
    var snapshotsLeft: Int { max(0, Self.snapshotLimit - snapshots.load(ordering: .relaxed)) }

    /// Takes up what a world's journal holds now; where all hold too much, this one makes room.
    func settle(_ journal: inout Journal, _ holding: inout Holding) {
        guard abs(journal.memorySize - holding.bytes) >= Self.step else { return }
        let excess = update(journal, &holding) - byteLimit
        guard excess > 0 else { return }
        journal.release(excess, keeping: share)
        _ = update(journal, &holding)
    }

    /// Takes up how many snapshots a world has now.
    func settle(snapshots count: Int, _ holding: inout Holding) {
        guard count != holding.snapshots else { return }
        snapshots.add(count - holding.snapshots, ordering: .relaxed)
        holding.snapshots = count
    }

    /// Takes back what a world held that is no more.
    func release(_ holding: Holding) {
        bytes.subtract(holding.bytes, ordering: .relaxed)
        snapshots.subtract(holding.snapshots, ordering: .relaxed)
    }

    /// The bytes that all journals hold.
    private func update(_ journal: Journal, _ holding: inout Holding) -> Int {
        let change = journal.memorySize - holding.bytes
        holding.bytes = journal.memorySize
        return bytes.add(change, ordering: .relaxed).newValue
    }
}
