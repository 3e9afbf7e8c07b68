internal import JSON

extension TemplateValue {
    /// The text that Java's `toString` gives.
    func text(_ work: inout WorkBudget) -> String {
        guard work.spend(10) else { return "" }
        switch self {
        case .null: return ""
        case .bool(let value): return value ? "true" : "false"
        case .number(let number): return number.javaText
        case .string(let text): return text
        case .values(let values): return values.first ?? ""
        case .object(let name): return name
        case .path(let path, _): return path
        case .map(let members): return Self.mapText(members, &work)
        case .structure(let json, let origin):
            guard work.spend(json.encodingWork) else { return "" }
            return Self.text(json, origin, &work)
        }
    }

    private static func text(_ json: JSONValue, _ origin: Origin, _ work: inout WorkBudget) -> String {
        switch (json, origin) {
        case (.object(let object), .result): return JavaJSON.pretty(.object(object))
        case (.array, .result), (.array, .element): return JavaJSON.compact(json)
        case (.array(let elements), .parameters):
            return "[\(elements.map { nullText(TemplateValue($0, origin), &work) }.joined(separator: ", "))]"
        case (.object(let object), .element), (.object(let object), .parameters):
            return mapText(object.members.map { ($0.key, TemplateValue($0.value, origin)) }, &work)
        case (.null, _), (.bool, _), (.number, _), (.string, _): return TemplateValue(json, origin).text(&work)
        }
    }

    private static func mapText(_ members: [(key: String, value: TemplateValue)], _ work: inout WorkBudget) -> String {
        "{\(members.map { "\($0.key)=\(nullText($0.value, &work))" }.joined(separator: ", "))}"
    }

    private static func nullText(_ value: TemplateValue, _ work: inout WorkBudget) -> String {
        if case .null = value { "null" } else { value.text(&work) }
    }
}

extension JSONNumber {
    /// The number as Java writes it: an Integer, or a Double with a fraction or an exponent.
    var javaText: String {
        guard literal.utf8.contains(where: { ".eE".utf8.contains($0) }) else { return literal == "-0" ? "0" : literal }
        let value = double
        guard value != 0 else { return value.sign == .minus ? "-0.0" : "0.0" }
        let text = value.magnitude.description
        let parts = text.split(separator: "e")
        var digits = parts[0].filter { $0 != "." }
        let point = parts[0].firstIndex(of: ".").map { parts[0].distance(from: parts[0].startIndex, to: $0) }
        var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + (point ?? parts[0].count) - 1
        while digits.count > 1, digits.first == "0" {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (value < 0 ? "-" : "") + Self.javaText(digits: String(digits), exponent: exponent)
    }

    /// - Parameter exponent: The power of ten of the first digit.
    private static func javaText(digits: String, exponent: Int) -> String {
        func split(after count: Int) -> String {
            let fraction = digits.dropFirst(count)
            return "\(digits.prefix(count)).\(fraction.isEmpty ? "0" : fraction)"
        }
        switch exponent {
        case 0...6:
            let padding = String(repeating: "0", count: max(0, exponent + 1 - digits.count))
            return padding.isEmpty ? split(after: exponent + 1) : "\(digits)\(padding).0"
        case -3 ... -1: return "0." + String(repeating: "0", count: -1 - exponent) + digits
        default: return "\(split(after: 1))E\(exponent)"
        }
    }
}

/// JSON as WireMock's libraries write it.
enum JavaJSON {
    /// In several lines, as Jackson does; null members are left out.
    static func pretty(_ json: JSONValue) -> String {
        pretty(json, indentation: "")
    }

    private static func pretty(_ json: JSONValue, indentation: String) -> String {
        switch json {
        case .object(let object):
            let members = object.members.filter { !$0.value.isNull }.map { member in
                let value = pretty(member.value, indentation: indentation + "  ")
                return "\(indentation)  \(JSONValue.string(member.key)) : \(value)"
            }
            return members.isEmpty ? "{ }" : "{\n\(members.joined(separator: ",\n"))\n\(indentation)}"
        case .array(let elements):
            let texts = elements.map { pretty($0, indentation: indentation) }
            return texts.isEmpty ? "[ ]" : "[ \(texts.joined(separator: ", ")) ]"
        case .number(let number): return number.javaText
        case .null, .bool, .string: return json.description
        }
    }

    /// Without spaces, as json-smart does, which escapes slashes.
    static func compact(_ json: JSONValue) -> String {
        switch json {
        case .object(let object):
            return "{\(object.members.map { "\(quoted($0.key)):\(compact($0.value))" }.joined(separator: ","))}"
        case .array(let elements): return "[\(elements.map(compact).joined(separator: ","))]"
        case .string(let text): return quoted(text)
        case .number(let number): return number.javaText
        case .null, .bool: return json.description
        }
    }

    private static func quoted(_ text: String) -> String {
        JSONValue.string(text).description.split(separator: "/", omittingEmptySubsequences: false)
            .joined(separator: "\\/")
    }
}
