/// The circumstances of a command or query: when it happens, what is assumed, and which events it has produced.
public struct CommandContext: Sendable {
    /// When it happens.
    public let now: Timestamp
    /// What is assumed where no evidence decides.
    public let assumptions: Assumptions
    /// Tells worlds apart: copies of one account draw different ids in different worlds.
    public let salt: UInt64
    /// What has happened so far, in order; a command that throws has added nothing.
    public private(set) var events: [AccountEvent] = []

    /// Creates the circumstances of one call.
    public init(now: Timestamp, assumptions: Assumptions = Assumptions(), salt: UInt64 = 0) {
        (self.now, self.assumptions, self.salt) = (now, assumptions, salt)
    }

    /// Adds what has happened to a person.
    mutating func add(_ event: AccountEvent.PersonEvent, _ email: EmailAddress, as role: PersonRole) {
        events.append(AccountEvent(.person(event, role, email), at: now))
    }

    /// Adds what has happened to the account.
    mutating func add(_ change: AccountEvent.Change) {
        events.append(AccountEvent(.account(change), at: now))
    }
}
