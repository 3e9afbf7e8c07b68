internal import BrevoCore
internal import JSON
internal import WireMock

/// Reads a document of rules, `{"seed": 7, "rules": […]}`.
struct ChaosReader: DocumentReader {
    var faults: [StateDocument.Fault] = []
    private let now: Timestamp
    /// The seed where the document gives none.
    private let seed: Int
    private var names: Set<String> = []

    init(now: Timestamp, seed: Int) {
        (self.now, self.seed) = (now, seed)
    }

    /// The seed and the rules, which count only where no fault was noted.
    mutating func read(_ document: JSONValue) -> (seed: Int, rules: [ChaosRule]) {
        let root = fields(of: document, at: .root, known: ["seed", "rules"])
        let seed = whole(root, "seed", in: 0...Int.max) ?? self.seed
        if root["rules"] == nil { note("rules is missing; [] for none", at: root.place) }
        let elements = elements(root, "rules")
        guard elements.count <= Chaos.limit else {
            note("there may be \(Chaos.limit) rules at most", at: root.place("rules"))
            return (seed, [])
        }
        var rules: [ChaosRule] = []
        for (position, element) in elements.enumerated() {
            if let rule = rule(element.value, at: element.place, number: position + 1, seed: seed) {
                rules.append(rule)
            }
        }
        return (seed, rules)
    }

    private mutating func rule(_ value: JSONValue, at place: Place, number: Int, seed: Int) -> ChaosRule? {
        let known = ["name", "match", "fault", "nth", "every", "times", "probability", "after", "ttl"]
        // What GET has shown can be put back; its counters start anew.
        let fields = fields(of: value, at: place, known: known + ChaosRule.counters)
        let name = name(fields) ?? "rule-\(number)"
        if !names.insert(name).inserted { note("another rule has this name already", at: fields.place("name")) }
        let (match, fault) = (match(fields), fault(fields))
        let schedule = schedule(fields)
        let lifetime = string(fields, "ttl")
        let expiresAt = lifetime.flatMap { expiry($0, at: fields.place("ttl")) }
        guard let match, let fault else { return nil }
        return ChaosRule(
            name: name,
            match: match,
            fault: fault,
            schedule: schedule,
            lifetime: lifetime,
            madeAt: now,
            expiresAt: expiresAt,
            seed: seed
        )
    }

    /// A name stands in a header field.
    private mutating func name(_ fields: Fields) -> String? {
        guard let name = string(fields, "name") else { return nil }
        if !ClientName.isLegal(name.utf8) { note(ClientName.rule, at: fields.place("name")) }
        return name
    }

    private mutating func match(_ fields: Fields) -> RequestPattern? {
        do throws(AdminError) {
            return try RequestPattern(fields["match"] ?? [:], at: fields.place("match").pointer)
        } catch {
            note(error)
            return nil
        }
    }

    private mutating func fault(_ fields: Fields) -> ChaosFault? {
        guard let fault = fields["fault"] else {
            note("fault is missing: what happens to a request", at: fields.place)
            return nil
        }
        return ChaosFault(fault, at: fields.place("fault"), &self)
    }

    private mutating func schedule(_ fields: Fields) -> ChaosSchedule {
        let schedule = ChaosSchedule(
            after: whole(fields, "after", in: 0...Int.max),
            nth: whole(fields, "nth", in: 1...Int.max),
            every: whole(fields, "every", in: 1...Int.max),
            times: whole(fields, "times", in: 1...Int.max),
            probability: read(fields, "probability", "a number from 0 to 1") { value in
                (value.number?.double).flatMap { (0...1).contains($0) ? $0 : nil }
            }
        )
        if schedule.isImpossible { note("with after and every as they are this is never met", at: fields.place("nth")) }
        return schedule
    }

    private mutating func expiry(_ lifetime: String, at place: Place) -> Timestamp? {
        guard let duration = ISODuration.parse(lifetime), duration > .zero else {
            note(
                "ttl must be a duration as ISO 8601 writes it, in weeks, days, hours, minutes, seconds: PT10M",
                at: place
            )
            return nil
        }
        let expiry = now.advanced(by: duration)
        if expiry == nil { note("the rule would live past the year 9999", at: place) }
        return expiry
    }
}

extension DocumentReader {
    /// Notes what WireMock's part of a document is refused for: the first fault of that part.
    mutating func note(_ error: AdminError) {
        for fault in error.faults {
            let tokens = fault.pointer?.tokens ?? []
            note(fault.detail ?? fault.title, at: tokens.reduce(Place.root) { $0.member($1) })
        }
    }
}
