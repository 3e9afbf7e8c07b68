internal import JSON
internal import RegularExpressions

/// A matcher of one value: `{"equalTo":"x"}` and its like.
struct ValuePattern: Sendable {
    let operation: Operation
    /// The matcher as WireMock echoes it.
    let json: JSONValue

    /// What the value is compared with.
    indirect enum Operation: Sendable {
        case equalTo(String, ignoringCase: Bool)
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
    func matches(_ subject: Subject, now: Int) -> Bool {
        switch operation {
        case .equalTo(let text, let ignoringCase):
            guard let value = subject.text else { return false }
            return ignoringCase ? value.lowercased().isIdentical(to: text.lowercased()) : value.isIdentical(to: text)
        case .binaryEqualTo(let bytes): return subject.bytes == bytes
        case .contains(let text): return subject.text?.contains(bytesOf: text) ?? false
        case .doesNotContain(let text): return !(subject.text?.contains(bytesOf: text) ?? false)
        case .matches(let expression): return subject.text.map(expression.matchesWhole) ?? false
        case .doesNotMatch(let expression): return !(subject.text.map(expression.matchesWhole) ?? false)
        case .absent: return subject.text == nil
        case .anything: return true
        case .equalToJSON(let equality): return subject.json.map(equality.matches) ?? false
        case .matchesJSONPath(let path, let pattern): return Self.matches(path, pattern, subject, now: now)
        case .matchesPathTemplate(let template): return subject.text.map(template.matches) ?? false
        case .dateTime(let pattern): return subject.text.map { pattern.matches($0, now: now) } ?? false
        case .and(let patterns): return patterns.allSatisfy { $0.matches(subject, now: now) }
        case .or(let patterns): return patterns.contains { $0.matches(subject, now: now) }
        case .not(let pattern): return !pattern.matches(subject, now: now)
        }
    }

    private static func matches(_ path: JSONPath, _ pattern: ValuePattern?, _ subject: Subject, now: Int) -> Bool {
        guard let json = subject.json else { return false }
        let result = path.evaluate(json)
        guard let pattern else { return result.isSomething }
        return result.subjects(for: pattern).contains { pattern.matches($0, now: now) }
    }
}

extension String {
    /// Whether both have the same bytes; canonically equivalent strings may not.
    func isIdentical(to other: String) -> Bool {
        utf8.span.hasSameBytes(as: other.utf8.span)
    }

    /// Whether the bytes of this string contain those of another.
    func contains(bytesOf other: String) -> Bool {
        let (text, part) = (utf8.span, other.utf8.span)
        guard part.count > 0 else { return true }
        guard part.count <= text.count else { return false }
        let first = part[0]
        for start in 0...(text.count - part.count) where text[start] == first {
            var length = 1
            while length < part.count, text[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }
}
