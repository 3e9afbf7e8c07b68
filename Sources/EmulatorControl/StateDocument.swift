public import BrevoCore
public import JSON

/// The state of a world as one JSON document (spec §11): what `GET …/state` gives, `PUT` and `--seed` take.
public enum StateDocument {
    /// The version that is written and read.
    public static let version = 1

    /// One thing that is wrong with a document.
    public struct Fault: Sendable, Hashable {
        /// Where, as RFC 6901 writes it; empty for the whole document.
        public let pointer: JSONPointer
        /// What, for a person.
        public let message: String
    }

    /// Everything that is wrong with a document.
    public struct Invalid: Error, Sendable {
        /// The faults, in the order of the document; at least one.
        public let faults: [Fault]
    }

    /// What a document does not say, and the program does.
    public struct Context: Sendable {
        let policy: Accounts.KeyPolicy
        let seed: UInt64
        let now: Timestamp
        let rateLimits: RateLimits.Policy

        /// - Parameters:
        ///   - policy: which keys open an account.
        ///   - seed: decides the ids that the document leaves out, and all that are made later.
        ///   - now: when an invitation was sent whose document does not say.
        ///   - rateLimits: how many requests an account may make where the document does not say.
        public init(
            policy: Accounts.KeyPolicy,
            seed: UInt64,
            now: Timestamp,
            rateLimits: RateLimits.Policy = .off
        ) {
            (self.policy, self.seed, self.now, self.rateLimits) = (policy, seed, now, rateLimits)
        }
    }

    /// The accounts of a world without a seed: none yet, and the built-in template.
    public static func builtIn(_ context: Context) -> Accounts {
        Accounts(
            template: builtInTemplate(context),
            policy: context.policy,
            seed: context.seed,
            rateLimits: RateLimits(context.rateLimits)
        )
    }

    /// Reads a document whole.
    ///
    /// - Throws: ``Invalid`` with every fault there is.
    public static func decode(_ document: JSONValue, _ context: Context) throws(Invalid) -> Accounts {
        var reader = StateReader(context)
        let accounts = reader.accounts(document)
        guard reader.faults.isEmpty else { throw Invalid(faults: reader.faults) }
        return accounts
    }

    /// Enterprise master account with two groups and nobody but its owner (spec §3), and two addresses (INF).
    static func builtInTemplate(_ context: Context) -> Account {
        var ids = IDSource.named("template", seed: context.seed)
        let groups = [("65b1f22c09d6ed67ef1cd123", "Support"), ("174bab366732bbce142e4412", "Technical")]
        return Account(
            companyName: "Example",
            plan: .enterprise,
            owner: Owner(
                id: ids.next(),
                email: StateReader.defaultOwnerEmail,
                firstName: "Sample",
                lastName: "Owner",
                locale: "en_US"
            ),
            master: MasterAccount(
                groups: groups.compactMap { id, name in
                    ObjectID(id).map { Group(id: $0, groupName: name, createdAt: context.now) }
                },
                ips: [
                    DedicatedIP(ip: "203.0.113.10", domain: "example.com", isTransactional: true),
                    DedicatedIP(ip: "203.0.113.11", domain: "example.com", isTransactional: false),
                ]
            ),
            ids: ids
        )
    }
}
