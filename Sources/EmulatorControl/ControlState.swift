public import BrevoCore

/// What the control plane of a world reads and changes: a value, so that a reset is an assignment.
public struct ControlState: Sendable {
    /// The accounts of the world.
    public var accounts: Accounts
    /// The clock of the world.
    public var clock: VirtualClock
    /// The mails that the world's accounts have sent.
    public var mailbox = Mailbox()
    /// The rules that fail or delay requests.
    public var chaos = Chaos()
    /// The snapshots of the world by name.
    var snapshots: [String: Snapshot] = [:]
    /// What has been done to the state since ``takeChanges()`` was last asked.
    var changes: [Change] = []

    /// How many snapshots the world has.
    public var snapshotCount: Int { snapshots.count }

    /// A state of a world.
    public init(accounts: Accounts, clock: VirtualClock) {
        self.accounts = accounts
        self.clock = clock
    }

    /// What a test does to a world, and its readers are told.
    public enum Change: String, Sendable {
        /// The world is as it was made.
        case reset
        /// The accounts are those of a state document.
        case stateReplaced
        /// State and clock are those of a snapshot.
        case restored
        /// The clock shows another time, stands, or goes at another rate.
        case clockSet
    }

    /// What has been done since this was last asked, first to last.
    public mutating func takeChanges() -> [Change] {
        guard !changes.isEmpty else { return [] }
        defer { changes = [] }
        return changes
    }

    /// Makes everything as it was in the origin, but for the snapshots.
    public mutating func reset(to origin: ControlState) {
        let kept = snapshots
        self = origin
        snapshots = kept
    }
}
