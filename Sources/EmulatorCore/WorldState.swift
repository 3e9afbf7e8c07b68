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
    var snapshots: [String: Snapshot] = [:]
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

    /// The time of the world.
    package func now(_ context: WorldContext) -> Timestamp { clock.now(real: context.real) }

    func commandContext(_ context: WorldContext) -> CommandContext {
        CommandContext(now: now(context), assumptions: assumptions, salt: salt)
    }

    func stateContext(_ context: WorldContext) -> StateContext {
        origin.stateContext(assumptions, salt: salt, at: now(context))
    }

    /// Records what has happened in an account: sends mails, and passes the events on.
    mutating func record(_ events: [AccountEvent], of id: Accounts.ID, _ context: inout WorldContext) {
        guard !events.isEmpty else { return }
        revision &+= 1
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

/// The circumstances of a command: the time of the machine, and what the command has caused.
package struct WorldContext: Sendable {
    /// The time of the machine, which the world's clock is reckoned from.
    package let real: Timestamp
    /// How many more snapshots the process has room for.
    package var snapshotsLeft: Int
    /// What has happened, in order.
    package internal(set) var events: [WorldEvent] = []

    package init(real: Timestamp, snapshotsLeft: Int = .max) {
        (self.real, self.snapshotsLeft) = (real, snapshotsLeft)
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
