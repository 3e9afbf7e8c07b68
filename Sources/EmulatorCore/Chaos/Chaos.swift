package import BrevoCore
package import HTTPMessage
package import JSON
internal import WireMock

/// The rules of a world that make requests fail or wait: `/__emulator/chaos`.
///
/// Every rule counts the requests that it matches, whatever responds to them. If several rules apply to a request, the
/// first one fires, so no rule depends on the others.
package struct Chaos: Sendable {
    /// The most rules that a world has.
    static let limit = 1000

    /// The seed of all draws, which is shown so that a run can be repeated.
    private var seed = 0
    private var rules: [ChaosRule] = []
    /// The bytes of memory that the rules take, estimated.
    private(set) var memorySize = 0
    /// The number of documents that have left the seed to the emulator.
    private var seedsDrawn: UInt64 = 0

    /// Creates chaos without rules.
    package init() {}

    /// Whether there are no rules.
    package var isEmpty: Bool { rules.isEmpty }

    /// The fault of the rule that fires at a request; nil if none does.
    ///
    /// No rule counts `OPTIONS`, which a browser sends of its own accord.
    package mutating func fault(for request: HTTPRequest, at now: Timestamp) -> InjectedFault? {
        guard !rules.isEmpty, request.method != .options else { return nil }
        let matchable = MatchableRequest(request, now: Int(now.milliseconds))
        var (fault, work): (InjectedFault?, WorkBudget) = (nil, WorkBudget())
        for position in rules.indices {
            do throws(WorkBudget.Exhausted) {
                guard try rules[position].applies(to: matchable, at: now, &work) else { continue }
                if fault == nil { fault = rules[position].fire() }
            } catch {
                let response = ControlError(error, .serviceUnavailable).response
                return InjectedFault(label: rules[position].name, hint: error.hint, effect: .response(response))
            }
        }
        return fault
    }

    /// Replaces the rules by those of a document.
    ///
    /// - Parameter worldSeed: What the seed is drawn from if the document gives none.
    /// - Returns: Every fault of the document; if there is one, nothing has changed.
    mutating func replace(with document: JSONDocument, worldSeed: UInt64, at now: Timestamp) -> [DocumentFault] {
        // 53 bits, so that clients whose numbers are all doubles read it exactly.
        let drawn = Int(IDSource.mix(worldSeed ^ IDSource.mix(~seedsDrawn)) >> 11)
        var record = ChaosRecord(seed: drawn, rules: [])
        let faults = record.read(document, in: ChaosContext(now: now, seed: drawn))
        guard faults.isEmpty else { return faults }
        if record.seed == drawn { seedsDrawn += 1 }
        (seed, rules) = (record.seed, record.rules)
        memorySize = Self.memorySize(of: document)
        return []
    }

    /// The bytes of memory that the rules of a document take, estimated.
    static func memorySize(of document: JSONDocument) -> Int { 8 * document.bytes.count }

    /// Removes all rules.
    mutating func clear() { (seed, rules, memorySize) = (0, [], 0) }

    /// The rules with their counters, as a document.
    package func encoded(pretty: Bool) -> [UInt8] {
        ChaosRecord(seed: rules.isEmpty ? nil : seed, rules: rules).encoded(in: .sample, pretty: pretty)
    }

    /// The form of a document.
    package static var schema: JSONSchema { ChaosRecord(seed: 0, rules: []).schema(in: .sample) }
}

/// What the rules of a document have in common while they are read.
struct ChaosContext {
    /// When the rules are created, by the world's clock.
    let now: Timestamp
    /// The seed of all rules.
    var seed: Int
    /// The names so far.
    var names: Set<String> = []
    /// The number of rules so far.
    var count = 0

    init(now: Timestamp, seed: Int) { (self.now, self.seed) = (now, seed) }

    /// For what needs no context.
    static var sample: ChaosContext { ChaosContext(now: StateContext.sample.now, seed: 0) }
}

/// `{"seed": 7, "rules": […]}`.
private struct ChaosRecord: JSONRecord {
    var seed: Int
    private let hasSeed: Bool
    var rules: [ChaosRule]

    init(seed: Int?, rules: [ChaosRule]) {
        (self.seed, hasSeed, self.rules) = (seed ?? 0, seed != nil, rules)
    }

    mutating func declareFields(_ fields: inout RecordFields<ChaosContext>) {
        if hasSeed || !fields.isWriting {
            fields.integer("seed", &seed, in: 0...Int.max, "The seed of all draws; a new one if left out.")
            fields.context.seed = seed
        }
        if fields.isReading, !fields.has("rules") { fields.addFault("rules is missing; [] for none") }
        let known = rules
        if fields.isReading { rules = [] }
        var count = 0
        fields.records(
            "rules",
            known.lazy.map(ChaosRuleRecord.init),
            "The rules, of which the first that applies fires.",
            blank: { ChaosRuleRecord(&$0) },
            append: { record, _ in
                count += 1
                if let rule = record.rule, rules.count < Chaos.limit { rules.append(rule) }
            }
        )
        if count > Chaos.limit { fields.addFault("there may be \(Chaos.limit) rules at most", at: "rules") }
    }
}
