internal import BrevoCore
internal import JSON
internal import WireMock

/// One rule: which requests, when, and what happens to them.
struct ChaosRule: Sendable {
    /// Unique in its document.
    let name: String
    let match: RequestPattern
    let fault: ChaosFault
    let schedule: ChaosSchedule
    /// How long it lives on the world's clock, as the document writes it; nil for ever.
    let lifetime: String?
    let madeAt: Timestamp
    /// From when on it neither counts nor fires; nil for never.
    let expiresAt: Timestamp?
    let seed: Int

    /// How many requests have matched.
    private(set) var matched = 0
    /// How often it has fired.
    private(set) var fired = 0

    /// Counts a request if it matches, and tells whether the rule would fire at it.
    mutating func fires(
        at request: MatchableRequest,
        at now: Timestamp,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> Bool {
        if let expiresAt, now >= expiresAt { return false }
        guard try match.matches(request, &work) else { return false }
        matched += 1
        var numbers = numbers
        return schedule.fires(at: matched, fired: fired, draw: Double.random(in: 0..<1, using: &numbers))
    }

    /// Fires at the request that was counted last.
    mutating func fire() -> InjectedFault {
        fired += 1
        var numbers = numbers
        // The first one is the draw.
        _ = numbers.next()
        return InjectedFault(
            label: "\(name)#\(fired)",
            hint: "The chaos rule \(name) made this answer; GET /__emulator/chaos shows the rules, DELETE ends them.",
            effect: fault.effect(using: &numbers)
        )
    }

    private var numbers: ChaosNumbers {
        ChaosNumbers(seed: seed, rule: name, request: matched)
    }

    /// The rule as a document writes it, and its counters.
    var json: JSONValue {
        var object: JSONObject = ["name": .string(name), "match": match.json, "fault": fault.json]
        let whole = [
            ("nth", schedule.nth), ("every", schedule.every), ("times", schedule.times), ("after", schedule.after),
        ]
        for (name, value) in whole { object[name] = value.map { .number(JSONNumber($0)) } }
        object["probability"] = schedule.probability.flatMap { JSONNumber($0) }.map { .number($0) }
        object["ttl"] = lifetime.map { .string($0) }
        object["matched"] = .number(JSONNumber(matched))
        object["fired"] = .number(JSONNumber(fired))
        object["madeAt"] = .string(madeAt.description)
        object["expiresAt"] = expiresAt.map { .string($0.description) }
        return .object(object)
    }

    /// What ``json`` tells and no document says.
    static let counters = ["matched", "fired", "madeAt", "expiresAt"]
}
