internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ControlCall {
    /// What is assumed where no evidence decides: `/assumptions`.
    static let assumptionCalls: [ControlCall] = [
        .query(
            "/assumptions",
            "Lists the assumptions, with their values in this world.",
            returns: AssumptionsList(Assumptions())
        ) { _, state, _ throws(ControlError) in AssumptionsList(state.assumptions) },
        .command(
            .put,
            "/assumptions",
            "Sets the assumptions that the body names.",
            body: Assumptions().schema(),
            returns: AssumptionsList(Assumptions())
        ) { request, state, context throws(ControlError) in
            try state.setAssumptions(request.document(), &context)
            return AssumptionsList(state.assumptions)
        },
    ]
}

private struct AssumptionsList: JSONRecord {
    private var items: [Item]

    init(_ assumptions: Assumptions) { items = ListedAssumption.all(assumptions).map(Item.init) }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("assumptions", items, blank: { [items] _ in items[0] }, append: { _, _ in })
    }

    private struct Item: JSONRecord {
        var name: String
        var value: String
        var values: [String]
        var strictest: String
        var decides: String
        var rules: [String]

        init(_ assumption: ListedAssumption) {
            (name, value, values) = (assumption.name, assumption.value, assumption.values.map(\.value))
            (strictest, decides) = (assumption.strictest, assumption.decides)
            rules = assumption.values.map(\.rule.id)
        }

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("name", &name, "The name in --assume and in PUT.")
            fields.required("value", &value, "The value in this world.")
            fields.required("values", &values, "The possible values, the default first.")
            fields.required("strictest", &strictest, "The value that a suite that rests on nothing unknown survives.")
            fields.required("decides", &decides, "What it decides.")
            fields.required("rules", &rules, "The rule that holds under each value.")
        }
    }
}
