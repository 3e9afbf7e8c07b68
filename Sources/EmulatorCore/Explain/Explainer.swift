internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON
internal import WireMock

/// Explains one response: the service alone is asked the same again, in a copy of the world.
struct Explainer {
    private let world: WorldState
    private let context: WorldContext
    private let request: HTTPRequest
    private let response: HTTPResponse
    private let outcome: ServeEvent.Outcome
    private let facts: ExplainedRequest

    init(
        _ world: WorldState,
        _ context: WorldContext,
        _ request: HTTPRequest,
        _ response: HTTPResponse,
        _ outcome: ServeEvent.Outcome
    ) {
        (self.world, self.context, self.request) = (world, context, request)
        (self.response, self.outcome) = (response, outcome)
        facts = ExplainedRequest(request, world, context)
    }

    func explanation(id: String, time: Timestamp) -> Explanation {
        let rule = decisiveRule
        let isFromService = source == .ofService
        let isRefused = isFromService && response.status.rawValue >= 400
        let repair = isRefused ? Repair(request, world, context).result : nil
        return Explanation(
            request: .init(
                id: id,
                method: request.method.rawValue,
                url: world.origin.settings.redaction.target(request.target),
                time: time.description
            ),
            status: response.status.rawValue,
            source: sourceName,
            operation: facts.call.endpoint?.operation.id,
            rule: rule.map(RuleRecord.init),
            hint: response.headers["X-Emulator-Hint"],
            checks: isFromService ? checks(decidedBy: rule) : [],
            nearMiss: isRefused ? facts.nearMiss(in: world, context) : nil,
            stub: stub.map(Explanation.StubRecord.init),
            nearMisses: nearMisses,
            fault: response.headers[InjectedFault.fieldName],
            change: repair
        )
    }

    private enum Source { case ofService, ofOthers }

    private var source: Source {
        switch outcome {
        case .stub: .ofOthers
        case .service, .unmatched: isInjected ? .ofOthers : .ofService
        }
    }

    /// Whether the response was injected; a delay alone leaves the service's own response.
    private var isInjected: Bool {
        response.headers[InjectedFault.fieldName] != nil && facts.response.status != response.status
    }

    private var sourceName: String {
        switch outcome {
        case .stub: Served.Source.stub.name
        case .service, .unmatched: isInjected ? Served.Source.fault.name : Served.Source(facts.call.target).name
        }
    }

    private var stub: StubMapping? {
        if case .stub(let stub) = outcome { stub } else { nil }
    }

    /// The rule that the response names.
    private var decisiveRule: Rule? {
        guard source == .ofService, let basis = response.headers["X-Emulator-Basis"] else { return nil }
        let words = basis.split(separator: " ")
        guard words.count > 1 else { return nil }
        let id = words[1].prefix { $0 != ";" }
        return Rule.all.first { $0.id == id }
    }

    /// Every check that the request goes through, in order; none after the rule that refused was reached.
    ///
    /// A sample stands for each check but the one that refuses, of which the refusal itself says what was compared.
    private func checks(decidedBy rule: Rule?) -> [Explanation.Check] {
        let refusal = facts.refusal.flatMap { $0.response(under: world.assumptions).rule == rule ? $0 : nil }
        var samples = facts.checks.compactMap { sample in
            sample.response(under: world.assumptions).rule.map {
                (rule: $0, compared: facts.compared($0 == rule ? refusal ?? sample : sample))
            }
        }
        samples = samples.indices.filter { index in
            !samples[..<index].contains { $0.rule == samples[index].rule }
        }
        .map { samples[$0] }
        if let rule, !samples.contains(where: { $0.rule == rule }) {
            samples.append((rule, response.headers["X-Emulator-Hint"] ?? ""))
        }
        let decisive = rule.flatMap { rule in samples.firstIndex { $0.rule == rule } } ?? samples.endIndex
        return samples.enumerated().map { index, sample in
            let outcome: Explanation.Check.Outcome =
                index < decisive ? .passed : index == decisive ? .refused : .notReached
            return Explanation.Check(sample.rule, outcome, index > decisive ? "" : sample.compared)
        }
    }

    private var nearMisses: [Explanation.NearMissRecord] {
        guard !world.wireMock.stubs.isEmpty else { return [] }
        let now = Int(world.now(context).milliseconds)
        return world.wireMock.nearestStubs(to: request, now: now)
            .filter { $0.stub.id != stub?.id }
            .map { Explanation.NearMissRecord(stub: .init($0.stub), distance: $0.distance) }
    }
}

extension Explanation.StubRecord {
    fileprivate init(_ stub: StubMapping) { self.init(id: stub.id.description, name: stub.name) }
}

extension Served.Source {
    /// The name in explanations and events.
    package var name: String {
        switch self {
        case .fault: "fault"
        case .stub: "stub"
        case .operation: "operation"
        case .oauth: "oauth"
        case .preflight: "preflight"
        case .unmatched: "unmatched"
        }
    }
}
