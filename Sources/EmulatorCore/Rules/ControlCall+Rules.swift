internal import BrevoAPI
internal import HTTPMessage
internal import JSON

extension ControlCall {
    /// The rules of the service's behavior: `/rules`.
    static let ruleCalls: [ControlCall] = [
        .query("/rules", "Lists the rules that the service follows, with their sources.", returns: RulesRecord.sample) {
            _,
            _,
            _ throws(ControlError) in RulesRecord(rules: Rule.all.map(RuleRecord.init))
        },
        .query("/rules/{id}", "Returns a rule.", returns: RuleRecord.sample) { request, _, _ throws(ControlError) in
            let id = request.parameters[0]
            guard let rule = Rule.all.first(where: { $0.id == id }) else {
                let nearest = Spelling.nearest(to: id, among: Rule.all.map(\.id)).map { "Did you mean \($0)? " } ?? ""
                throw ControlError(
                    404,
                    "there is no rule \(id.prefix(100))",
                    hint: "\(nearest)GET /__emulator/rules lists the rules."
                )
            }
            return RuleRecord(rule)
        },
    ]
}

private struct RulesRecord: JSONRecord {
    var rules: [RuleRecord]

    static let sample = RulesRecord(rules: [.sample])

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("rules", rules, blank: { _ in .sample }, append: { _, _ in })
    }
}

/// A rule as JSON.
struct RuleRecord: JSONRecord, Sendable {
    private var id: String
    private var text: String
    private var basis: String
    private var source: String?
    private var assumption: String?

    init(_ rule: Rule) {
        (id, text, basis) = (rule.id, rule.text, rule.basis.mark)
        (source, assumption) = (rule.basis.source, rule.assumption)
    }

    static let sample = RuleRecord(Rule.all[0])

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id, "The name in X-Emulator-Basis.")
        fields.required("text", &text, "What the rule says.")
        fields.required("basis", &basis, "How well it is known: DOC (documented), OBS (observed) or INF (inferred).")
        fields.nullable("source", &source, "Where it is documented or was observed.")
        fields.nullable("assumption", &assumption, "The assumption under which it holds.")
    }
}
