package import BrevoAPI
package import BrevoCore
package import WireMock

/// A world: everything that the emulator remembers of it, as one value.
///
/// Its mutating functions are the commands; the HTTP control plane and the Swift API both call them. A command that
/// throws has changed nothing.
package struct WorldState: Sendable {
    /// The name of the world without a prefix.
    package static let defaultName = "default"

    /// What the world was created from.
    package let origin: WorldOrigin
    /// The name of the world.
    package let name: String
    /// The emulated service with its accounts.
    package internal(set) var service: BrevoService
    /// What is assumed where no evidence decides.
    package internal(set) var assumptions: Assumptions
    /// The clock that everything in the world goes by.
    package internal(set) var clock: VirtualClock
    /// The mails that the accounts have sent.
    package internal(set) var mailbox = Mailbox()
    /// The rules that fail or delay requests.
    package internal(set) var chaos = Chaos()
    /// The stubs, and the journal of requests.
    package var wireMock: WireMockState
    /// What the requests have covered; a reset keeps it.
    package var coverage = Coverage()
    /// The snapshots by name.
    var snapshots: [String: Snapshot] = [:] {
        didSet { weighSnapshots() }
    }
    /// What the accounts take in memory.
    var weight = StateWeight() {
        didSet { if weight.lineage != oldValue.lineage { weighSnapshots() } }
    }
    /// The bytes that the snapshots take beside the accounts.
    private var snapshotMemory = 0
    /// The number of states so far that have nothing in common with the others.
    private var lineages = 0
    /// The number of changes so far of what a state document shows.
    package private(set) var revision: UInt64 = 0
    /// Numbers that follow from the seed; a reset goes on with them, so that no id is issued twice.
    package var random: RandomSequence
    private var systemRandom = SystemRandom()
    /// Tells the numbers of this world from those of others; 0 for the default world.
    package let salt: UInt64

    /// Creates a world.
    package init(_ name: String, _ origin: WorldOrigin) {
        (self.name, self.origin) = (name, origin)
        service = BrevoService(origin.accounts)
        (assumptions, clock, wireMock) = (origin.assumptions, origin.clock, origin.wireMock)
        salt = name == Self.defaultName ? 0 : IDSource.mix(IDSource.hash(name))
        // Far from the sequence of request ids, which starts from the same seed.
        random = RandomSequence(seed: IDSource.mix(~origin.settings.seed) ^ salt)
    }

    /// The number of snapshots.
    package var snapshotCount: Int { snapshots.count }

    /// The bytes of memory that the world takes beside its journal and what it shares with other worlds, estimated.
    package var memorySize: Int {
        weight.total + snapshotMemory + wireMock.stubs.memorySize + mailbox.memorySize + chaos.memorySize
    }

    /// The bytes that another state of this weight would take: that of the present one is released unless a snapshot
    /// has it too.
    func memoryToReplaceState(by weight: StateWeight) -> Int {
        weight.total + snapshots.values.memorySize(beside: weight) - self.weight.total - snapshotMemory
    }

    /// The weight of the state of a document, which has nothing in common with other states.
    mutating func newWeight(of state: StateDocument) -> StateWeight {
        lineages += 1
        return StateWeight(lineage: lineages, memorySize: state.memorySize)
    }

    private mutating func weighSnapshots() {
        snapshotMemory = snapshots.values.memorySize(beside: weight)
    }

    /// The time of the world.
    package func now(_ context: WorldContext) -> Timestamp { clock.now(real: context.real) }

    func commandContext(_ context: WorldContext) -> CommandContext {
        CommandContext(now: now(context), assumptions: assumptions, salt: salt)
    }

    func stateContext(_ context: WorldContext) -> StateContext {
        origin.stateContext(assumptions, salt: salt, at: now(context))
    }

    /// Records what has happened in an account: sends mails, and passes the events on.
    ///
    /// - Parameter bytes: The size of the request that was the cause.
    mutating func record(
        _ events: [AccountEvent],
        of id: Accounts.ID,
        bytes: Int = 0,
        _ context: inout WorldContext
    ) {
        guard !events.isEmpty else { return }
        revision &+= 1
        weight.grow(by: bytes, addsRecord: events.contains(where: \.addsRecord))
        for event in events {
            context.events.append(.account(event, id))
            coverage.count(event)
            guard let kind = Mail.Kind(event),
                let mail = Mail(kind, event, of: id, service.accounts[id], assumptions.emailCase, nextToken())
            else {
                continue
            }
            mailbox.append(mail)
        }
    }

    /// Removes the stubs and the chaos rules, so that the service alone responds.
    mutating func removeOtherResponders() {
        chaos = Chaos()
        wireMock.stubs = StubStore()
    }

    /// Records that a test has changed the world.
    mutating func record(_ change: WorldChange, _ context: inout WorldContext) {
        revision &+= 1
        context.events.append(.world(change))
    }

    private mutating func nextToken() -> InvitationToken {
        // Numbers of the sequence give away those that follow, so tokens come from it only if runs must be repeatable.
        origin.settings.isRepeatable ? InvitationToken(using: &random) : InvitationToken(using: &systemRandom)
    }
}

extension AccountEvent {
    /// Whether there is something more than before.
    fileprivate var addsRecord: Bool {
        guard case .person(let event, _, _) = subject else { return true }
        switch event {
        case .invited: return true
        case .resent, .cancelled, .revoked, .permissionsChanged, .accepted, .declined: return false
        }
    }
}

/// The circumstances of a command: the time of the machine, and what the command has caused.
package struct WorldContext: Sendable {
    /// The time of the machine, which the world's clock is reckoned from.
    package let real: Timestamp
    /// How many more snapshots the process has room for.
    package var snapshotsLeft: Int
    /// How many more bytes of memory the process may take.
    package var memoryLeft: Int
    /// What has happened, in order.
    package internal(set) var events: [WorldEvent] = []

    /// What the world no longer has, to be released when its lock is no longer held.
    package internal(set) var released: [any Sendable] = []

    package init(real: Timestamp, snapshotsLeft: Int = .max, memoryLeft: Int = .max) {
        (self.real, self.snapshotsLeft, self.memoryLeft) = (real, snapshotsLeft, memoryLeft)
    }
}

/// Something that has happened in a world.
package enum WorldEvent: Sendable {
    /// In an account, or to one of its people.
    case account(AccountEvent, Accounts.ID)
    /// To the whole world, because a test commanded it.
    case world(WorldChange)
}

/// What a test does to a whole world.
package enum WorldChange: String, CaseIterable, Sendable {
    /// The world is as it was created.
    case reset
    /// The accounts are those of a state document.
    case stateReplaced
    /// State and clock are those of a snapshot.
    case restored
    /// The clock shows another time, stands still or runs at another rate.
    case clockSet
    /// Something else is assumed where no evidence decides.
    case assumptionsSet
}
