import BrevoCore
import CoreCommands

/// An account that a script can be played on: the real one, or what the specification says of it.
protocol ModelSubject {
    init(_ setting: ModelScript.Setting)

    /// Takes a step, and tells all that can be seen after it.
    mutating func play(_ step: ModelStep) -> ModelOutcome
}

/// What a step is answered, and how the account stands after it.
struct ModelOutcome: Equatable, Sendable {
    enum Answer: Hashable, Sendable {
        case done
        case billed(invoice: String?, creditNotes: [String])
        case invited(number: Int)
        case shown(ModelRow)
        case listed([ModelRow])
        case refused(String)
    }

    var answer: Answer
    var events: [AccountEvent.PersonEvent] = []
    /// Everybody who is known, in the order of invitation, rejected ones too.
    var people: [PersonRole: [ModelRow]]
    var invoices: Int
    var creditNotes: Int
}

/// A person as answers show one.
struct ModelRow: Hashable, Sendable {
    /// The number of the invitation that gave the person the id; nil for the owner.
    var number: Int?
    var address: String
    var status: String
    /// `feature.permission`, by the names in the specification's tables.
    var permissions: Set<String>
    /// The names of groups.
    var groups: [String] = []
}

/// Where two subjects part: the outcomes of a script's last step.
struct ModelDifference: CustomStringConvertible {
    var script: ModelScript
    var actual: ModelOutcome
    var expected: ModelOutcome

    var description: String {
        "\(script)\nis answered\n\(actual)\nwhere the specification has\n\(expected)"
    }
}

extension ModelScript {
    /// Plays the script on both, and gives it up to the step after which they differ; nil where they never do.
    func difference<Actual: ModelSubject, Expected: ModelSubject>(
        between: Actual.Type,
        and: Expected.Type
    ) -> ModelDifference? {
        var (actual, expected) = (Actual(setting), Expected(setting))
        for (index, step) in steps.enumerated() {
            let (this, that) = (actual.play(step), expected.play(step))
            if this != that {
                let played = ModelScript(setting: setting, steps: Array(steps.prefix(index + 1)))
                return ModelDifference(script: played, actual: this, expected: that)
            }
        }
        return nil
    }

    /// The shortest script found in this one after which the two differ; nil where they never do.
    func shortestDifference<Actual: ModelSubject, Expected: ModelSubject>(
        between: Actual.Type,
        and: Expected.Type
    ) -> ModelDifference? {
        guard var found = difference(between: Actual.self, and: Expected.self) else { return nil }
        _ = found.script.steps.shrunk { steps in
            let shorter = ModelScript(setting: setting, steps: steps)
            guard let difference = shorter.difference(between: Actual.self, and: Expected.self) else { return false }
            found = difference
            return true
        }
        return found
    }
}

extension ModelOutcome: CustomStringConvertible {
    var description: String {
        let rows = PersonRole.allCases.flatMap { role in
            people[role, default: []].map { "    \(role) \($0)" }
        }
        let told = "  \(answer), events \(events.map(\.rawValue)), \(invoices) invoices, \(creditNotes) credit notes"
        return ([told] + rows).joined(separator: "\n")
    }
}

extension ModelRow: CustomStringConvertible {
    var description: String {
        "\(number.map { "#\($0)" } ?? "owner") \(address) \(status) \(permissions.sorted()) \(groups)"
    }
}
