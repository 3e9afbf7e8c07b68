internal import Synchronization
internal import WireMock

/// What the journals and snapshots of all worlds of a process may take together.
///
/// It has no lock: worlds report by adding to a number, a journal in steps so that few requests touch it.
final class JournalBudget: Sendable {
    /// What a world has reported.
    struct Share: Sendable {
        fileprivate var bytes = 0
        fileprivate var snapshots = 0
    }

    /// The most snapshots in a process.
    static let snapshotLimit = 10_000
    /// The change in bytes after which a journal reports.
    private static let step = 4096

    private let byteLimit: Int
    private let fairShare: Int
    private let bytes = Atomic(0)
    private let snapshots = Atomic(0)

    /// Creates a budget of 512 MiB, or of one journal if that may be larger.
    ///
    /// - Parameters:
    ///   - journals: The limits of each journal; nil if none records anything.
    ///   - worlds: The most worlds; each can keep its newest requests within its fair share.
    convenience init(journals: Journal.Limits?, worlds: Int) {
        self.init(bytes: max(512 << 20, journals?.bytes ?? 0), worlds: worlds)
    }

    init(bytes: Int, worlds: Int) {
        byteLimit = bytes
        fairShare = bytes / (worlds + 1)
    }

    /// How many more snapshots may be taken.
    var snapshotsLeft: Int { max(0, Self.snapshotLimit - snapshots.load(ordering: .relaxed)) }

    /// Reports the size of a journal; if all together are too large, this one drops its oldest events.
    func update(_ share: inout Share, _ journal: inout Journal) {
        guard abs(journal.memorySize - share.bytes) >= Self.step else { return }
        let excess = report(journal, &share) - byteLimit
        guard excess > 0 else { return }
        journal.release(excess, keeping: fairShare)
        _ = report(journal, &share)
    }

    /// Reports the number of a world's snapshots.
    func update(_ share: inout Share, snapshots count: Int) {
        guard count != share.snapshots else { return }
        snapshots.add(count - share.snapshots, ordering: .relaxed)
        share.snapshots = count
    }

    /// Takes back what a world has reported that is no more.
    func release(_ share: Share) {
        bytes.subtract(share.bytes, ordering: .relaxed)
        snapshots.subtract(share.snapshots, ordering: .relaxed)
    }

    /// - Returns: The size in bytes of all journals.
    private func report(_ journal: Journal, _ share: inout Share) -> Int {
        let change = journal.memorySize - share.bytes
        share.bytes = journal.memorySize
        return bytes.add(change, ordering: .relaxed).newValue
    }
}
