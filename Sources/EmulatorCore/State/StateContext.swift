package import BrevoCore

/// What a state document leaves to the program, and what its parts must agree on while it is read.
package struct StateContext: Sendable {
    /// Which keys open an account.
    let policy: Accounts.KeyPolicy
    /// The seed of the ids that a document leaves out, and of all later ones.
    let seed: UInt64
    /// The time of the world: when invitations were sent unless the document says, and who is pending when one is written.
    let now: Timestamp
    /// The limits on requests if the document states none.
    let rateLimits: RateLimits.Policy
    /// The assumptions that hold if the document states none, and then those that it states.
    var assumptions: Assumptions
    /// Whether a written document has what grows with every call: the activity log, and the number of ids issued.
    var includesHistory = true

    /// The keys of the accounts read so far.
    var keys: Set<String> = []
    /// The ids of their OAuth clients.
    var clientIDs: Set<String> = []
    /// The master account whose sub-accounts are being read, and their numbers so far.
    var parent: Account?
    var numbers: Set<SubAccount.Number> = []

    package init(
        policy: Accounts.KeyPolicy,
        seed: UInt64,
        now: Timestamp,
        rateLimits: RateLimits.Policy = .off,
        assumptions: Assumptions = Assumptions()
    ) {
        (self.policy, self.seed, self.now) = (policy, seed, now)
        (self.rateLimits, self.assumptions) = (rateLimits, assumptions)
    }

    /// A context in which documents are described.
    static var sample: StateContext {
        guard let now = Timestamp("2026-11-20T09:00:00Z") else { preconditionFailure("a literal moment is valid") }
        return StateContext(policy: .any, seed: 0, now: now)
    }

    func accounts(template: Account, _ rateLimits: RateLimits) -> Accounts {
        Accounts(template: template, policy: policy, seed: seed, rateLimits: rateLimits)
    }
}
