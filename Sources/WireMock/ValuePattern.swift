internal import HTTPMessage
internal import JSON
internal import RegularExpressions

/// A matcher of one value: `{"equalTo":"x"}` and its like.
struct ValuePattern: Sendable {
    let operation: Operation
    /// The matcher as WireMock echoes it.
    let json: JSONValue

    /// What the value is compared with.
    indirect enum Operation: Sendable {
        case equalTo(String)
        case equalToIgnoringCase(String, lowercased: String)
        case binaryEqualTo([UInt8])
        case contains(String)
        case doesNotContain(String)
        case matches(RegularExpression)
        case doesNotMatch(RegularExpression)
        case absent
        case anything
        case equalToJSON(JSONEquality)
        case matchesJSONPath(JSONPath, ValuePattern?)
        case matchesPathTemplate(PathTemplate)
        case dateTime(DateTimePattern)
        case and([ValuePattern])
        case or([ValuePattern])
        case not(ValuePattern)
    }

    /// Whether the value matches; `now`, for date matchers, is in milliseconds since 1970.
    func matches(_ subject: Subject, now: Int, _ work: inout WorkBudget) -> Bool {
        guard work.spend(3) else { return false }
        switch operation {
        case .absent: return subject.isAbsent
        case .anything: return true
        case .equalToJSON(let equality): return subject.json(&work).map { equality.matches($0, &work) } ?? false
        case .matchesJSONPath(let path, let pattern): return Self.matches(path, pattern, subject, now: now, &work)
        case .binaryEqualTo(let bytes):
            return subject.bytes(&work).map { $0.count == bytes.count && work.spend($0.count / 64) && $0 == bytes }
                ?? false
        case .and(let patterns): return patterns.allSatisfy { $0.matches(subject, now: now, &work) }
        case .or(let patterns): return patterns.contains { $0.matches(subject, now: now, &work) }
        case .not(let pattern): return !pattern.matches(subject, now: now, &work)
        case .doesNotContain(let text): return !(subject.text(&work)?.contains(bytesOf: text, &work) ?? false)
        case .doesNotMatch(let expression): return !(subject.text(&work).map { expression.matches($0, &work) } ?? false)
        case .equalTo, .equalToIgnoringCase, .contains, .matches, .matchesPathTemplate, .dateTime:
            return subject.text(&work).map { matches(text: $0, now: now, &work) } ?? false
        }
    }

    private func matches(text value: String, now: Int, _ work: inout WorkBudget) -> Bool {
        switch operation {
        case .equalTo(let text):
            return value.utf8.count == text.utf8.count && work.spend(value.utf8.count / 16)
                && value.isIdentical(to: text)
        case .equalToIgnoringCase(_, let lowercased):
            if value.utf8.allSatisfy({ $0 < 0x80 }) {
                return work.spend(value.utf8.count / 4) && value.equalsIgnoringASCIICase(lowercased)
            }
            return work.spend(3 * value.utf8.count) && value.lowercased().isIdentical(to: lowercased)
        case .contains(let text): return value.contains(bytesOf: text, &work)
        case .matches(let expression): return expression.matches(value, &work)
        case .matchesPathTemplate(let template): return template.matches(value, &work)
        case .dateTime(let pattern): return work.spend(100) && pattern.matches(value, now: now)
        case .absent, .anything, .equalToJSON, .matchesJSONPath, .binaryEqualTo, .and, .or, .not, .doesNotContain,
            .doesNotMatch:
            preconditionFailure("These are not matchers of a present text")
        }
    }

    private static func matches(
        _ path: JSONPath,
        _ pattern: ValuePattern?,
        _ subject: Subject,
        now: Int,
        _ work: inout WorkBudget
    ) -> Bool {
        guard let json = subject.json(&work) else { return false }
        let result = path.evaluate(json, &work)
        guard let pattern else { return result.isMatch(of: path) }
        return result.subjects(for: pattern).contains { pattern.matches($0, now: now, &work) }
    }
}

extension RegularExpression {
    func matches(_ text: String, _ work: inout WorkBudget) -> Bool {
        work.spendSteps { matchesWhole(text, steps: &$0) }
    }
}
