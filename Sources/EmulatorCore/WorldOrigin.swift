package import BrevoAPI
package import BrevoCore
internal import HTTPMessage
internal import JSON
package import WireMock

/// What all worlds of a process are created from, and return to when they are reset.
package final class WorldOrigin: Sendable {
    /// How the worlds behave.
    package struct Settings: Sendable {
        /// Which keys open an account.
        package var policy = Accounts.KeyPolicy.any
        /// The limits on requests, where a state document states none.
        package var rateLimits = RateLimits.Policy.off
        /// The seed of ids, keys, tokens and draws.
        package var seed: UInt64 = 0
        /// Whether the seed was given, so that two runs respond alike; tokens of mails can then be foreseen.
        package var isRepeatable = false
        /// Whether a request may ask for its own fault.
        package var allowsRequestOverrides = false
        /// Whether responses have the fields that brevo-python 1.x requires.
        package var addsLegacyFields = false
        /// Whether clients may see API keys, tokens and client secrets.
        package var showsSecrets = true

        package init() {}

        /// What clients may see of requests and responses.
        package var redaction: Redaction {
            showsSecrets
                ? .none
                : Redaction(
                    header: { Secret.redacted($0) },
                    target: { Secret.redacted(target: $0) },
                    body: { Secret.redacted(body: $0) }
                )
        }

        /// What clients may see of an API key.
        package func shown(key: String) -> String { showsSecrets ? key : Secret.shortened(key) }
    }

    /// How the worlds behave.
    package let settings: Settings
    /// Routes and reads requests for the API.
    package let router: APIRouter
    /// The accounts, with the assumptions that they were read with.
    package let accounts: Accounts
    /// The bytes of memory that the accounts take, estimated.
    let accountsMemory: Int
    /// What is assumed where no evidence decides.
    package let assumptions: Assumptions
    /// The clock.
    package let clock: VirtualClock
    /// The stubs, and an empty journal.
    package let wireMock: WireMockState
    /// WireMock's admin API.
    package let admin: WireMockAdmin

    /// - Parameter accountsMemory: The bytes of memory that the accounts take, estimated.
    package init(
        _ settings: Settings,
        router: APIRouter,
        _ accounts: Accounts,
        accountsMemory: Int = 0,
        _ assumptions: Assumptions,
        _ clock: VirtualClock,
        _ wireMock: WireMockState
    ) {
        (self.settings, self.router, self.accounts) = (settings, router, accounts)
        (self.assumptions, self.clock, self.wireMock) = (assumptions, clock, wireMock)
        self.accountsMemory = accountsMemory
        admin = WireMockAdmin(origin: wireMock, settings.redaction)
    }

    /// The bytes of memory that all worlds share, estimated.
    package var memorySize: Int { accountsMemory + wireMock.stubs.memorySize }

    /// How a state document is read and written at a moment.
    package func stateContext(_ assumptions: Assumptions, salt: UInt64, at now: Timestamp) -> StateContext {
        StateContext(
            policy: settings.policy,
            seed: settings.seed ^ salt,
            now: now,
            rateLimits: settings.rateLimits,
            assumptions: assumptions
        )
    }
}
