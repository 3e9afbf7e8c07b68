public import BrevoCore
public import HTTPMessage
internal import JSON
internal import WireMock

/// The rules of a world that fail or delay requests on purpose: `/__emulator/chaos` (spec §11).
///
/// Every rule counts the requests that it matches, whoever answers them; of the rules that would fire at a request, the
/// first one does. So what one rule does never depends on what another did.
public struct Chaos: Sendable {
    /// The most rules that a world has.
    static let limit = 1000

    /// What decides the draws of all rules; shown, so that a run can be repeated.
    private(set) var seed = 0
    private(set) var rules: [ChaosRule] = []
    /// How many documents left the seed to the emulator.
    private var seedsDrawn: UInt64 = 0

    /// No rules.
    init() {}

    /// Whether there are no rules.
    public var isEmpty: Bool { rules.isEmpty }

    /// What happens to a request; nil where no rule fires.
    ///
    /// A browser's question before a request, `OPTIONS`, is nobody's call: no rule counts it.
    ///
    /// - Parameter now: what the world's clock shows.
    public mutating func fault(for request: HTTPRequest, at now: Timestamp) -> InjectedFault? {
        guard !rules.isEmpty, request.method != .options else { return nil }
        let matchable = MatchableRequest(request, now: Int(now.milliseconds))
        var (fault, work): (InjectedFault?, WorkBudget) = (nil, WorkBudget())
        for position in rules.indices {
            do throws(WorkBudget.Exhausted) {
                guard try rules[position].fires(at: matchable, at: now, &work) else { continue }
                if fault == nil { fault = rules[position].fire() }
            } catch {
                let response = HTTPResponse.control(503, error: "a rule takes too much work", hint: error.hint)
                return InjectedFault(label: rules[position].name, hint: error.hint, effect: .answer(response))
            }
        }
        return fault
    }

    /// Puts the rules of a document in the place of these.
    ///
    /// - Parameters:
    ///   - worldSeed: decides the seed of a document that has none.
    ///   - now: when the rules are made, by the world's clock.
    /// - Throws: every fault of the document; nothing has changed then.
    mutating func replace(
        with document: JSONValue,
        worldSeed: UInt64,
        at now: Timestamp
    ) throws(StateDocument.Invalid) {
        // 53 bits: a client whose numbers are all doubles reads it exactly.
        let drawn = Int(IDSource.mix(worldSeed ^ IDSource.mix(~seedsDrawn)) >> 11)
        var reader = ChaosReader(now: now, seed: drawn)
        let (seed, rules) = reader.read(document)
        guard reader.faults.isEmpty else { throw StateDocument.Invalid(faults: reader.faults) }
        if seed == drawn { seedsDrawn += 1 }
        (self.seed, self.rules) = (seed, rules)
    }

    /// Removes all rules.
    package mutating func clear() {
        (seed, rules) = (0, [])
    }

    /// The rules with their counters, in the form that a document has.
    var json: JSONValue {
        guard !rules.isEmpty else { return ["rules": []] }
        return ["seed": .number(JSONNumber(seed)), "rules": .array(rules.map(\.json))]
    }
}
