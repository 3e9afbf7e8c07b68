package import BrevoAPI
package import BrevoCore
internal import HTTPMessage

/// How often a test suite has seen each outcome that the service has.
///
/// A reset keeps it, because suites reset their world between tests.
package struct Coverage: Sendable {
    private var successes = [Int](repeating: 0, count: Endpoint.all.count)
    private var refusals: [RefusalKey: Int] = [:]
    private var answers: [Answer: Int] = [:]

    private struct RefusalKey: Hashable {
        /// The number of the operation; nil for a rule of any request.
        let operation: Int?
        let rule: String
    }

    private struct Answer: Hashable {
        let role: PersonRole
        let event: AccountEvent.PersonEvent
    }

    package init() {}

    /// Counts a successful request.
    mutating func countSuccess(of endpoint: Endpoint) { successes[endpoint.number] += 1 }

    /// Counts a refused request.
    mutating func countRefusal(by rule: Rule, of endpoint: Endpoint?) {
        let operation = endpoint.flatMap { Self.rules[$0.number].contains(rule.id) ? $0.number : nil }
        refusals[RefusalKey(operation: operation, rule: rule.id), default: 0] += 1
    }

    /// Counts what an invited person answers; what an account does is counted with its operation.
    mutating func count(_ event: AccountEvent) {
        guard case .person(let event, let role, _) = event.subject, Self.answers.contains(event) else { return }
        answers[Answer(role: role, event: event), default: 0] += 1
    }

    /// Adds what another world has seen.
    package mutating func add(_ other: Coverage) {
        for index in successes.indices { successes[index] += other.successes[index] }
        refusals.merge(other.refusals, uniquingKeysWith: +)
        answers.merge(other.answers, uniquingKeysWith: +)
    }

    /// The refusals that are counted for all operations together: a sample of each.
    private static let refusalsOfAny = Endpoint.refusalsOfAny + [.accessDenied(.all)]
    private static let rulesOfAny = Set(refusalsOfAny.flatMap { refusal in refusal.rules.map(\.id) })

    /// The rules of each operation's own refusals, under any assumption.
    private static let rules = Endpoint.all.map { endpoint in
        Set(endpoint.refusals.flatMap { refusal in refusal.rules.map(\.id) }).subtracting(rulesOfAny)
    }

    private static let answers: [AccountEvent.PersonEvent] = [.accepted, .declined]
}

extension Refusal {
    /// Every rule that the refusal follows under one assumption or another.
    fileprivate var rules: [Rule] { Assumptions.variants.compactMap { response(under: $0).rule } }
}

extension Coverage {
    /// An outcome with its count.
    package struct Item: Sendable {
        /// The operation's id; `any` for a refusal of any request; `user` and `admin` for an invited person's answer.
        package let operation: String
        /// The status; nil for an answer.
        package let status: Int?
        /// The rule that decides it; nil for a success.
        package let rule: Rule?
        /// The event of an answer.
        fileprivate let event: String?
        /// How well the outcome is known.
        package let basis: Rule.Basis
        /// How often it was seen.
        package let count: Int

        /// The name of the outcome: `inviteuser 400 user-invited-once`.
        package var id: String {
            [operation, status.map { "\($0)" }, rule?.id, event].compactMap(\.self).joined(separator: " ")
        }
    }

    /// The outcomes that the assumptions make possible, and those that were seen under others.
    package func items(under assumptions: Assumptions) -> [Item] {
        let ofOperations = Endpoint.all.flatMap { endpoint in
            [success(of: endpoint)]
                + refusals(endpoint.refusals, of: endpoint, under: assumptions)
        }
        let ofAny = refusals(Self.refusalsOfAny, of: nil, under: assumptions)
        return ofOperations + ofAny + answerItems
    }

    private func success(of endpoint: Endpoint) -> Item {
        Item(
            operation: endpoint.operation.id,
            status: endpoint.success.status.rawValue,
            rule: nil,
            event: nil,
            basis: endpoint.operation.basis,
            count: successes[endpoint.number]
        )
    }

    private func refusals(_ samples: [Refusal], of endpoint: Endpoint?, under assumptions: Assumptions) -> [Item] {
        var items: [Item] = []
        for sample in samples {
            for variant in [assumptions] + Assumptions.variants {
                let response = sample.response(under: variant)
                guard let rule = response.rule, !items.contains(where: { $0.rule?.id == rule.id }) else { continue }
                let count = refusals[RefusalKey(operation: endpoint?.number, rule: rule.id), default: 0]
                guard endpoint == nil || !Self.rulesOfAny.contains(rule.id),
                    count > 0 || assumptions.uphold(rule)
                else { continue }
                items.append(
                    Item(
                        operation: endpoint?.operation.id ?? "any",
                        status: response.status.rawValue,
                        rule: rule,
                        event: nil,
                        basis: rule.basis,
                        count: count
                    )
                )
            }
        }
        return items
    }

    private var answerItems: [Item] {
        PersonRole.allCases.flatMap { role in
            Self.answers.map { event in
                Item(
                    operation: role.rawValue,
                    status: nil,
                    rule: nil,
                    event: event.rawValue,
                    basis: Rule.invitationAnswers.basis,
                    count: answers[Answer(role: role, event: event), default: 0]
                )
            }
        }
    }
}
