internal import BrevoAPI
public import BrevoCore
public import JSON

/// The state of a world as one JSON document: what `GET /__emulator/state` returns, `PUT` and `--seed` accept.
package struct StateDocument: JSONRecord {
    /// The version that is written and read.
    package static let version = 1

    /// The accounts, and what opens them.
    package private(set) var accounts: Accounts
    /// The assumptions; a document that leaves them out keeps those that hold.
    package private(set) var assumptions: Assumptions
    /// The bytes of memory that the state takes, estimated from the document that it was read from.
    package private(set) var memorySize = 0

    private init(_ accounts: Accounts, _ assumptions: Assumptions) {
        (self.accounts, self.assumptions) = (accounts, assumptions)
    }

    /// Everything that is wrong with a document.
    package struct Invalid: Error, Sendable {
        /// The faults in order of the document, at least one.
        package let faults: [DocumentFault]
    }

    /// The accounts of a world without a seed: none yet, and the built-in template.
    package static func builtIn(_ context: StateContext) -> Accounts {
        context.accounts(template: AccountRecord.builtInTemplate(context).account, RateLimits(context.rateLimits))
    }

    /// Reads a whole document.
    ///
    /// - Throws: ``Invalid`` with every fault, 100 at most.
    package static func decode(_ document: JSONDocument, _ context: StateContext) throws(Invalid) -> StateDocument {
        var state = StateDocument(builtIn(context), context.assumptions)
        let faults = state.read(document, in: context)
        guard faults.isEmpty else { throw Invalid(faults: faults) }
        state.memorySize = StateWeight.memorySize(of: document)
        return state
    }

    /// Writes the state of a world so that reading it gives the same again, ids and numbers included.
    package static func encode(_ accounts: Accounts, _ assumptions: Assumptions, _ context: StateContext) -> [UInt8] {
        StateDocument(accounts, assumptions).encoded(in: context, pretty: true) + [UInt8(ascii: "\n")]
    }

    /// The form of a document.
    package static var schema: JSONSchema {
        let context = StateContext.sample
        return StateDocument(builtIn(context), context.assumptions).schema(in: context)
    }

    package mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        var version = Self.version
        fields.integer("version", &version, in: Self.version...Self.version, "The version of the form; 1.")
        if fields.isReading, !fields.has("version") { fields.addFault("version is missing; it is \(Self.version)") }
        declareAssumptions(&fields)
        var limits: RateLimits.Policy? = accounts.rateLimits.isFromDocument ? accounts.rateLimits.policy : nil
        fields.optional(
            "rateLimits",
            &limits,
            example: .documented,
            "The limits on requests, in place of --rate-limits."
        )
        declareTemplate(limits, &fields)
        declareAccounts(&fields)
        var revoked = accounts.revokedKeys
        fields.values("revokedKeys", &revoked, omitsEmpty: true, "Keys and clients that open nothing.")
        if fields.isReading { revoke(revoked, &fields) }
    }

    private mutating func declareAssumptions(_ fields: inout RecordFields<StateContext>) {
        let isStandard = assumptions == Assumptions() && assumptions == fields.context.assumptions
        if fields.isWriting, isStandard { return }
        var record = AssumptionsRecord(assumptions)
        fields.record("assumptions", &record, "The answers where no evidence about the service decides.")
        assumptions = record.assumptions
        fields.context.assumptions = assumptions
    }

    private mutating func declareTemplate(_ limits: RateLimits.Policy?, _ fields: inout RecordFields<StateContext>) {
        var template =
            fields.isReading && fields.has("template")
            ? AccountRecord(.template, in: fields.context)
            : AccountRecord(accounts.template, .template)
        if fields.isReading, !fields.has("template") { template = .builtInTemplate(fields.context) }
        let isRead = fields.record("template", &template, "The account that a key never seen before gets a copy of.")
        guard fields.isReading else { return }
        if !isRead { template = .builtInTemplate(fields.context) }
        let rateLimits = limits.map { RateLimits($0, isFromDocument: true) } ?? RateLimits(fields.context.rateLimits)
        accounts = fields.context.accounts(template: template.account, rateLimits)
    }

    private mutating func declareAccounts(_ fields: inout RecordFields<StateContext>) {
        let known = accounts
        fields.records(
            "accounts",
            known.inOrder.lazy.filter { $0.account.subAccount == nil }.map { id, account in
                AccountRecord(account, .account, subAccounts: known.subAccountRecords(of: id))
            },
            "The accounts, beside those that keys never seen before will get.",
            blank: { AccountRecord(.account, in: $0) },
            append: { record, fields in
                // A faulty account could have the key or the id of another.
                guard fields.faults.isEmpty else { return }
                let id = accounts.add(record.account)
                for part in record.subAccounts {
                    guard let subAccount = part.subAccount else { continue }
                    accounts.add(part.account, as: subAccount, of: id)
                }
            }
        )
    }

    private mutating func revoke(_ keys: [String], _ fields: inout RecordFields<StateContext>) {
        for (index, key) in keys.enumerated() {
            if fields.context.keys.contains(key) || fields.context.clientIDs.contains(key) {
                fields.addFault("this key opens an account", at: index, of: "revokedKeys")
            } else if fields.faults.isEmpty {
                accounts.revoke(key)
            }
        }
    }
}

extension Accounts {
    /// The sub-accounts of a master account, oldest first.
    fileprivate func subAccountRecords(of id: ID) -> [AccountRecord] {
        guard self[id].master != nil, let entries = try? subAccounts(of: id) else { return [] }
        return entries.reversed().map { AccountRecord($0.account, .subAccount, subAccount: $0.subAccount) }
    }
}

/// The assumptions within a state document.
private struct AssumptionsRecord: JSONRecord {
    var assumptions: Assumptions

    init(_ assumptions: Assumptions) { self.assumptions = assumptions }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) { assumptions.declareFields(&fields) }
    mutating func readShorthand(_ text: String) -> Bool { assumptions.readShorthand(text) }
    static var allowsShorthand: Bool { Assumptions.allowsShorthand }
}

/// `off`, `count`, `documented`, or a number of requests an hour.
extension RateLimits.Policy: FieldValue {
    /// One of the names, or a number.
    public static var schema: JSONSchema { .anyOf([.choice(["off", "count", "documented"]), .integer(range)]) }

    /// Reads a name or a number.
    public init?(_ document: JSONDocument, at position: JSONDocument.Position) {
        let text = document.string(at: position) ?? document.number(at: position)?.int.map { String($0) }
        guard let text, let policy = Self(text) else { return nil }
        self = policy
    }

    /// Writes the name or the number.
    public func write(to json: inout JSONWriter) {
        switch self {
        case .off: json.string("off")
        case .count: json.string("count")
        case .documented: json.string("documented")
        case .perHour(let number): json.int(number)
        }
    }
}
