internal import BrevoCore
internal import JSON
internal import WireMock

/// One rule: which requests it matches, when it fires, and what happens then.
struct ChaosRule: Sendable {
    /// Unique in its document.
    let name: String
    let match: RequestPattern
    let fault: ChaosFault
    let schedule: ChaosSchedule
    /// How long it lives by the world's clock, as the document has it; nil for ever.
    let lifetime: ISODuration?
    let createdAt: Timestamp
    /// From when on it neither counts nor fires; nil for never.
    let expiresAt: Timestamp?
    let seed: Int

    /// The number of requests that have matched.
    private(set) var matched = 0
    /// The number of times it has fired.
    private(set) var fired = 0

    /// Counts a request if it matches, and tells whether the rule applies to it.
    mutating func applies(
        to request: MatchableRequest,
        at now: Timestamp,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> Bool {
        if let expiresAt, now >= expiresAt { return false }
        guard try match.matches(request, &work) else { return false }
        matched += 1
        var numbers = numbers
        return schedule.applies(to: matched, fired: fired, draw: Double.random(in: 0..<1, using: &numbers))
    }

    /// Fires at the request that was counted last.
    mutating func fire() -> InjectedFault {
        fired += 1
        var numbers = numbers
        // The first one is the draw.
        _ = numbers.next()
        return InjectedFault(
            label: "\(name)#\(fired)",
            hint:
                "The chaos rule \(name) made this response; GET /__emulator/chaos shows the rules, DELETE removes them.",
            effect: fault.effect(using: &numbers)
        )
    }

    private var numbers: ChaosNumbers { ChaosNumbers(seed: seed, rule: name, request: matched) }

    init(
        name: String,
        match: RequestPattern,
        fault: ChaosFault,
        schedule: ChaosSchedule,
        lifetime: ISODuration?,
        createdAt: Timestamp,
        expiresAt: Timestamp?,
        seed: Int
    ) {
        (self.name, self.match, self.fault, self.schedule) = (name, match, fault, schedule)
        (self.lifetime, self.createdAt, self.expiresAt, self.seed) = (lifetime, createdAt, expiresAt, seed)
    }
}

/// A rule in a document.
struct ChaosRuleRecord: JSONRecord {
    private var name: String
    private var match: JSONValue = [:]
    private var fault = ChaosFaultRecord()
    private var schedule = ChaosSchedule()
    private var lifetime: ISODuration?
    /// What only a response has.
    private var counters: Counters?
    /// The rule, if it was read without faults.
    private(set) var rule: ChaosRule?

    private struct Counters {
        var matched: Int
        var fired: Int
        var createdAt: Timestamp
        var expiresAt: Timestamp?
    }

    init(_ rule: ChaosRule) {
        (name, match, fault) = (rule.name, rule.match.json, rule.fault.record)
        (schedule, lifetime) = (rule.schedule, rule.lifetime)
        counters = Counters(
            matched: rule.matched,
            fired: rule.fired,
            createdAt: rule.createdAt,
            expiresAt: rule.expiresAt
        )
    }

    /// A rule before it is read; its name tells its place.
    init(_ context: inout ChaosContext) {
        context.count += 1
        name = "rule-\(context.count)"
    }

    mutating func declareFields(_ fields: inout RecordFields<ChaosContext>) {
        let known = fields.faults.count
        // A name stands in a header field.
        if fields.field("name", &name, "The name in `X-Emulator-Fault`."), !ClientName.isValid(name.utf8) {
            fields.addFault(ClientName.rule, at: "name")
        }
        if fields.isReading, !fields.context.names.insert(name).inserted {
            fields.addFault("another rule has this name already", at: "name")
        }
        fields.field("match", &match, "The requests, as a request pattern of WireMock; all if left out.")
        if fields.isReading, !fields.has("fault") { fields.addFault("fault is missing: what happens to a request") }
        fields.record("fault", &fault, "What happens to a request.")
        declareSchedule(&fields)
        fields.optional(
            "ttl",
            &lifetime,
            example: ISODuration(fieldText: "PT10M"),
            "How long the rule lives, by the world's clock."
        )
        declareCounters(&fields)
        if fields.isReading { complete(&fields, known) }
    }

    private mutating func declareSchedule(_ fields: inout RecordFields<ChaosContext>) {
        fields.integer("nth", &schedule.nth, in: 1...Int.max, "The one request at which it fires.")
        fields.integer("every", &schedule.every, in: 1...Int.max, "It fires only at each request so many further on.")
        fields.integer("times", &schedule.times, in: 1...Int.max, "How often it fires at most.")
        fields.integer("after", &schedule.after, in: 0...Int.max, "How many requests it leaves alone first.")
        fields.number("probability", &schedule.probability, in: 0...1, "How likely it fires.")
        if fields.isReading, schedule.isImpossible {
            fields.addFault("with after and every as they are this never happens", at: "nth")
        }
    }

    /// What a response says beside the rule can be sent back; the counters start again.
    private mutating func declareCounters(_ fields: inout RecordFields<ChaosContext>) {
        var ignored = JSONValue.null
        if fields.isReading {
            for name in ["matched", "fired", "madeAt", "expiresAt"] { fields.field(name, &ignored) }
            return
        }
        var counters = counters ?? Counters(matched: 0, fired: 0, createdAt: fields.context.now)
        fields.integer("matched", &counters.matched, in: 0...Int.max, "The requests matched; only in responses.")
        fields.integer("fired", &counters.fired, in: 0...Int.max, "The times it has fired; only in responses.")
        fields.field("madeAt", &counters.createdAt, "When it was created; only in responses.")
        fields.optional("expiresAt", &counters.expiresAt, "When its ttl ends; only in responses.")
    }

    private mutating func complete(_ fields: inout RecordFields<ChaosContext>, _ known: Int) {
        let expiresAt = lifetime.flatMap { expiry($0, &fields) }
        let pattern: RequestPattern?
        do throws(AdminError) { pattern = try RequestPattern(match, at: fields.pointer.appending("match")) } catch {
            fields.addFaults(error)
            pattern = nil
        }
        guard fields.faults.count == known, let pattern, let fault = fault.fault else { return }
        rule = ChaosRule(
            name: name,
            match: pattern,
            fault: fault,
            schedule: schedule,
            lifetime: lifetime,
            createdAt: fields.context.now,
            expiresAt: expiresAt,
            seed: fields.context.seed
        )
    }

    private func expiry(_ lifetime: ISODuration, _ fields: inout RecordFields<ChaosContext>) -> Timestamp? {
        let expiry = fields.context.now.advanced(by: lifetime.duration)
        if lifetime.duration <= .zero { fields.addFault("the rule would never live", at: "ttl") }
        if expiry == nil { fields.addFault("the rule would live past the year 9999", at: "ttl") }
        return expiry
    }
}

extension RecordFields {
    /// Adds the faults of a part that is WireMock's.
    mutating func addFaults(_ error: AdminError) {
        for fault in error.faults {
            addFault(fault.detail ?? fault.title) { fault.pointer ?? $0 }
        }
    }
}
