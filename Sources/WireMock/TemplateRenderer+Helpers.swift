internal import HTTPMessage
internal import JSON

// The helpers.
extension TemplateRenderer {
    mutating func evaluate(_ call: Template.Call) -> TemplateValue {
        switch call {
        case .jsonPath(let input, let path, let fallback):
            return jsonPath(evaluate(input), path, fallback: fallback.map { evaluate($0) } ?? .null)
        case .now(let date): return work.spend(100) ? .object(date.text(at: now)) : .null
        case .randomValue(let text): return work.spend(10 + text.length) ? .string(text.make(using: &random)) : .null
        case .size(let expression): return evaluate(expression).size.map { .number(JSONNumber($0)) } ?? .null
        case .join(let join): return .string(text(of: join))
        case .equal(let left, let right, let yes, let no):
            let isEqual = areEqual(left, right)
            return (isEqual ? yes : no).map { evaluate($0) } ?? .bool(isEqual)
        case .transformed(let transformation, let expression):
            return .string(apply(transformation, evaluate(expression).text(&work)))
        }
    }

    /// WireMock renders what is wrong with a request's JSON as text.
    private mutating func jsonPath(
        _ input: TemplateValue,
        _ source: Template.JSONPathSource,
        fallback: TemplateValue
    ) -> TemplateValue {
        let document: JSONValue
        switch input {
        case .null: return .string("")
        case .string(let text):
            if text.isEmpty { return .string("") }
            guard let parsed = request.json(of: text, &work) else {
                return .string("[ERROR: \(text) is not valid JSON]")
            }
            document = parsed
        case .bool, .number, .values, .object, .path, .map, .structure: document = input.json(&work)
        }
        let path: JSONPath
        switch source {
        case .fixed(let fixed): path = fixed
        case .computed(let expression):
            let text = evaluate(expression).text(&work)
            guard !text.isEmpty else { return .string("[ERROR: The JSONPath cannot be empty]") }
            guard work.spend(100 + 30 * text.utf8.count) else { return .null }
            guard let parsed = try? JSONPathParser.parse(text) else {
                return .string("[ERROR: \(text) is not a valid JSONPath expression]")
            }
            path = parsed
        }
        let result = path.evaluate(document, &work).value.map { TemplateValue($0, .result) } ?? .null
        if case .null = result {
            if case .null = fallback { return .string("") }
            return fallback
        }
        return result
    }

    /// A list with a separator, which comes first since WireMock 3, or several texts with a separator at the end.
    private mutating func text(of join: Template.Join) -> String {
        var values = join.arguments.map { evaluate($0) }
        let separator: String
        if let list = values[0].list {
            separator = values[values.count - 1].text(&work)
            values = list
        } else if let list = values[1].list {
            separator = values[0].text(&work)
            values = list
        } else {
            if !values[0].isTruthy { return "" }
            separator = values.removeLast().text(&work)
        }
        var text = join.prefix.map { evaluate($0).text(&work) } ?? ""
        for (index, value) in values.enumerated() {
            let part = value.text(&work)
            guard work.spend(5 + (part.utf8.count + separator.utf8.count) / 8) else { break }
            if index > 0 { text += separator }
            text += part
        }
        return text + (join.suffix.map { evaluate($0).text(&work) } ?? "")
    }

    mutating func apply(_ transformation: Template.Transformation, _ text: String) -> String {
        guard work.spend(10 + text.utf8.count) else { return "" }
        switch transformation {
        case .trim:
            let scalars = text.unicodeScalars
            guard let first = scalars.firstIndex(where: { $0 > " " }), let last = scalars.lastIndex(where: { $0 > " " })
            else { return "" }
            return String(scalars[first...last])
        case .upper: return text.uppercased()
        case .lower: return text.lowercased()
        case .base64(let padding):
            let encoded = Base64.encode(Array(text.utf8))
            return padding ? encoded : String(encoded.prefix { $0 != "=" })
        case .decodedBase64:
            guard let bytes = Base64.decode(text) else { return "[ERROR: \(text) is not valid base64]" }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension TemplateValue {
    /// The value as JSON.
    fileprivate func json(_ work: inout WorkBudget) -> JSONValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): .number(number)
        case .string(let text), .object(let text): .string(text)
        case .structure(let json, _): json
        case .values, .path: .array(elements?.map { $0.value.json(&work) } ?? [])
        case .map(let members):
            .object(
                members.reduce(into: JSONObject()) { object, member in
                    if work.spend(20) { object[member.key] = member.value.json(&work) }
                }
            )
        }
    }
}

extension Template.DateText {
    /// - Parameter now: Milliseconds since 1970.
    func text(at now: Int) -> String {
        let date = DateTime(local: now, offset: 0)
        let moment = (offset.map { $0.add(to: date) } ?? date).local
        return switch form {
        case .epoch: String(moment)
        case .unix: String(moment >= 0 ? moment / 1000 : (moment - 999) / 1000)
        case .format(let format): format.text(of: moment, in: zone)
        }
    }
}
