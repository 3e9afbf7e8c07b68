internal import EmulatorCore
internal import HTTPMessage
internal import Synchronization
internal import WireMock

/// What all worlds of a process keep in memory together.
///
/// It has no lock: worlds report by adding to a number, in steps so that few requests touch it. What a world is about to
/// add is refused where it would pass the limit, except for journals, which forget their oldest events instead.
final class WorldBudget: Sendable {
    /// What a world has reported.
    struct Share: Sendable {
        fileprivate var journal = 0
        fileprivate var others = 0
        fileprivate var snapshots = 0
    }

    /// The most snapshots in a process.
    static let snapshotLimit = 10_000
    /// The change in bytes after which a world reports.
    private static let step = 4096

    /// The memory of the process, which connections share.
    let memory: MemoryBudget
    /// The bytes that a journal keeps whatever the others do.
    private let fairShare: Int
    /// The bytes of all journals.
    private let journals = Atomic(0)
    private let snapshots = Atomic(0)

    /// - Parameter worlds: The most worlds beside the default one.
    init(_ memory: MemoryBudget, worlds: Int) {
        self.memory = memory
        fairShare = memory.limit / 4 / (worlds + 1)
    }

    /// How many more snapshots may be taken.
    var snapshotsLeft: Int { max(0, Self.snapshotLimit - snapshots.load(ordering: .relaxed)) }

    /// Reports what a world has become; if all together are too large, its journal drops its oldest events.
    func update(_ share: inout Share, _ world: inout WorldState) {
        let others = world.memorySize
        if abs(others - share.others) >= Self.step {
            memory.adjust(by: others - share.others)
            share.others = others
        }
        update(&share, &world.wireMock.journal)
    }

    /// Reports the size of a journal; if all together are too large, this one drops its oldest events.
    func update(_ share: inout Share, _ journal: inout Journal) {
        guard abs(journal.memorySize - share.journal) >= Self.step else { return }
        let total = report(journal, &share)
        // So that journals alone cannot use up what everything else needs.
        release(max(memory.used - memory.limit, total - memory.limit / 2), of: &journal, &share)
    }

    /// Lets a journal forget what is in the way of something else.
    func makeRoom(for bytes: Int, _ share: inout Share, _ journal: inout Journal) {
        release(bytes - memory.available, of: &journal, &share)
    }

    /// Reports the number of a world's snapshots.
    func update(_ share: inout Share, snapshots count: Int) {
        guard count != share.snapshots else { return }
        snapshots.add(count - share.snapshots, ordering: .relaxed)
        share.snapshots = count
    }

    /// Takes back what a world has reported that is no more.
    func release(_ share: Share) {
        memory.adjust(by: -(share.journal + share.others))
        journals.subtract(share.journal, ordering: .relaxed)
        snapshots.subtract(share.snapshots, ordering: .relaxed)
    }

    private func release(_ excess: Int, of journal: inout Journal, _ share: inout Share) {
        guard excess > 0 else { return }
        journal.release(excess, keeping: fairShare)
        _ = report(journal, &share)
    }

    /// - Returns: The size in bytes of all journals.
    private func report(_ journal: Journal, _ share: inout Share) -> Int {
        let change = journal.memorySize - share.journal
        share.journal = journal.memorySize
        memory.adjust(by: change)
        return journals.add(change, ordering: .relaxed).newValue
    }
}
