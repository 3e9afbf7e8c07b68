internal import BrevoAPI
public import BrevoCore
internal import EmulatorCore
internal import JSON

/// An assumption by name, as `--assume` takes it: `update=replace`, or `assumptions=strictest` for all of them.
public struct AssumptionSetting: Sendable, Hashable {
    /// A text that names no assumption, or a value that the assumption does not have.
    public struct Invalid: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, in one line, with the nearest name or value.
        public let description: String
    }

    /// The name: `update`.
    public let name: String
    /// The value: `replace`.
    public let value: String

    /// Reads a setting.
    ///
    /// - Parameter text: A name and a value: `update=replace`.
    /// - Throws: ``Invalid`` for an unknown name or value.
    public init(_ text: String) throws(Invalid) {
        guard let sign = text.firstIndex(of: "=") else {
            throw Invalid(description: "write NAME=VALUE, such as update=replace")
        }
        (name, value) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
        guard let values = Self.choices.first(where: { $0.name == name })?.values else {
            throw Invalid(unknown: "assumption", name, among: Self.choices.map(\.name))
        }
        guard values.contains(value) else { throw Invalid(unknown: "value of \(name)", value, among: values) }
    }

    /// Every setting, for completions.
    public static let all = choices.flatMap { choice in choice.values.map { "\(choice.name)=\($0)" } }

    private static let choices: [(name: String, values: [String])] =
        (Assumptions().schema().properties ?? []).compactMap { property in
            if case .choice(let values) = property.schema { (property.name, values) } else { nil }
        }
}

extension AssumptionSetting.Invalid {
    fileprivate init(unknown noun: String, _ word: String, among words: [String]) {
        let guess = Spelling.nearest(to: word, among: words).map { "did you mean \($0)? " } ?? ""
        description = "unknown \(noun) '\(word)'; \(guess)There are \(words.joined(separator: ", "))"
    }
}

extension Assumptions {
    /// The defaults but for these settings: `assumptions=…` first, then the others, of which the last of a name counts.
    public init(_ settings: [AssumptionSetting]) {
        var document = JSONObject()
        for setting in settings { document[setting.name] = .string(setting.value) }
        self.init()
        let faults = read(JSONDocument(.object(document)))
        precondition(faults.isEmpty, "a setting has a name and a value that exist")
    }
}
