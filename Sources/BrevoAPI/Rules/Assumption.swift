public import BrevoCore
public import JSON

/// A question that no evidence settles; its cases are the answers, of which the first is the default.
protocol Assumption: TextFieldValue, RawRepresentable<String>, CaseIterable where AllCases == [Self] {
    /// The name in `--assume`.
    static var name: String { get }
    /// What it decides, in a sentence.
    static var decides: String { get }
    /// The rule that holds under this answer.
    var rule: Rule { get }
}

/// A visitor of every assumption.
protocol AssumptionVisitor: ~Copyable {
    mutating func visit<Value: Assumption>(_ value: inout Value)
}

extension Assumptions {
    /// Visits every assumption, in the order of the documentation.
    mutating func visitEach(_ visitor: inout some AssumptionVisitor & ~Copyable) {
        visitor.visit(&update)
        visitor.visit(&adminUpdate)
        visitor.visit(&rejected)
        visitor.visit(&missingInvitation)
        visitor.visit(&planLimit)
        visitor.visit(&planFeature)
        visitor.visit(&generalOnly)
        visitor.visit(&emailCase)
        visitor.visit(&revokePending)
        visitor.visit(&adminGroups)
        visitor.visit(&unknownPath)
    }

    /// The default answers, followed by the answers that differ from them in one question.
    package static let variants: [Assumptions] = {
        var variants = [Assumptions()]
        while true {
            var (assumptions, visitor) = (Assumptions(), Varying(left: variants.count - 1))
            assumptions.visitEach(&visitor)
            if visitor.left >= 0 { return variants }
            variants.append(assumptions)
        }
    }()

    /// Whether a rule holds under these answers.
    package func uphold(_ rule: Rule) -> Bool {
        guard let assumption = rule.assumption else { return true }
        return ListedAssumption.all(self).contains { "\($0.name)=\($0.value)" == assumption }
    }
}

/// `{"update":"replace"}`, in which answers that are not named stay; `"strictest"` or `"default"` for all of them.
extension Assumptions: JSONRecord {
    /// Declares a field for each assumption.
    public mutating func declareFields<Context>(_ fields: inout RecordFields<Context>) {
        var all: AllAssumptions?
        fields.optional(AllAssumptions.name, &all, example: .strictest, "Sets all, before those that are named.")
        if let all { self = all.assumptions }
        visitEach(&fields)
    }

    /// The name of a set of answers.
    public static var allowsShorthand: Bool { true }

    /// Takes a whole set of answers.
    public mutating func readShorthand(_ text: String) -> Bool {
        guard let all = AllAssumptions(rawValue: text) else { return false }
        self = all.assumptions
        return true
    }
}

/// A name for a whole set of answers.
enum AllAssumptions: String, CaseIterable, TextFieldValue {
    /// The answers that a suite that rests on nothing unknown must survive.
    case strictest
    /// The first answer to each.
    case standard = "default"

    /// The name under which it is set.
    static let name = "assumptions"

    var assumptions: Assumptions {
        switch self {
        case .strictest: .strictest
        case .standard: Assumptions()
        }
    }
}

extension RecordFields: AssumptionVisitor {
    mutating func visit<Value: Assumption>(_ value: inout Value) {
        field(Value.name, &value)
    }
}

/// Gives the answer with a number, among those that are not a default, to the question that it belongs to.
private struct Varying: AssumptionVisitor {
    var left: Int

    mutating func visit<Value: Assumption>(_ value: inout Value) {
        let others = Value.allCases.dropFirst()
        if others.indices.contains(left + 1) { value = others[left + 1] }
        left -= others.count
    }
}

/// An assumption as `GET /__emulator/assumptions` lists it.
package struct ListedAssumption: Sendable {
    /// The name in `--assume`.
    package let name: String
    /// What it decides.
    package let decides: String
    /// The answer of a world.
    package let value: String
    /// The answers, the default first, each with its rule.
    package let values: [(value: String, rule: Rule)]
    /// The strictest answer.
    package let strictest: String

    /// All of them, with the answers of a world.
    package static func all(_ assumptions: Assumptions = Assumptions()) -> [ListedAssumption] {
        var (assumptions, strictest) = (assumptions, Assumptions.strictest)
        var (lister, strictestValues) = (Lister(), Values())
        strictest.visitEach(&strictestValues)
        lister.strictest = strictestValues.values
        assumptions.visitEach(&lister)
        return lister.listed
    }

    private struct Values: AssumptionVisitor {
        var values: [String] = []

        mutating func visit<Value: Assumption>(_ value: inout Value) { values.append(value.rawValue) }
    }

    private struct Lister: AssumptionVisitor {
        var listed: [ListedAssumption] = []
        var strictest: [String] = []

        mutating func visit<Value: Assumption>(_ value: inout Value) {
            listed.append(
                ListedAssumption(
                    name: Value.name,
                    decides: Value.decides,
                    value: value.rawValue,
                    values: Value.allCases.map { ($0.rawValue, $0.rule) },
                    strictest: strictest[listed.count]
                )
            )
        }
    }
}

extension Rule {
    /// The answer under which the rule holds: `update=merge`; nil for a rule that no assumption decides.
    package var assumption: String? { Self.assumptionsByRule[id] }

    private static let assumptionsByRule: [String: String] = {
        var names: [String: String] = [:]
        for assumption in ListedAssumption.all() {
            for (value, rule) in assumption.values { names[rule.id] = "\(assumption.name)=\(value)" }
        }
        return names
    }()
}
