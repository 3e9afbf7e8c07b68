internal import Synchronization
internal import WireMock

/// What all worlds of a process may hold together beside their states: journals and snapshots.
///
/// No lock: worlds tell what they hold by adding to a number, a journal in steps so that few requests touch it.
final class SharedRoom: Sendable {
    /// What a world has told that it holds.
    struct Holding: Sendable {
        fileprivate var octets = 0
        fileprivate var snapshots = 0
    }

    /// The most snapshots in a process.
    static let snapshotLimit = 10_000
    /// The octets by which a journal changes before it says so.
    private static let step = 4096

    private let octetLimit: Int
    private let share: Int
    private let octets = Atomic(0)
    private let snapshots = Atomic(0)

    /// Room for the journals of eight worlds that remember all they may at the default size, or for one larger journal.
    ///
    /// - Parameters:
    ///   - journals: what each journal may remember; nil where none remembers anything.
    ///   - worlds: how many worlds there may be; each keeps the newest of its requests in its part of the room,
    ///     whatever the others hold.
    convenience init(journals: Journal.Limits?, worlds: Int) {
        self.init(octets: max(512 << 20, journals?.octets ?? 0), worlds: worlds)
    }

    init(octets: Int, worlds: Int) {
        octetLimit = octets
        share = octets / (worlds + 1)
    }

    /// How many more snapshots may be taken.
    var snapshotsLeft: Int { max(0, Self.snapshotLimit - snapshots.load(ordering: .relaxed)) }

    /// Takes up what a world's journal holds now; where all hold too much, this one makes room.
    func settle(_ journal: inout Journal, _ holding: inout Holding) {
        guard abs(journal.held - holding.octets) >= Self.step else { return }
        let excess = update(journal, &holding) - octetLimit
        guard excess > 0 else { return }
        journal.makeRoom(of: excess, keeping: share)
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
        octets.subtract(holding.octets, ordering: .relaxed)
        snapshots.subtract(holding.snapshots, ordering: .relaxed)
    }

    /// The octets that all journals hold.
    private func update(_ journal: Journal, _ holding: inout Holding) -> Int {
        let change = journal.held - holding.octets
        holding.octets = journal.held
        return octets.add(change, ordering: .relaxed).newValue
    }
}
