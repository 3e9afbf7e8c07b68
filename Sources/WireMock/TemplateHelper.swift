internal import JSON

/// The helpers of templates, apart from blocks.
enum TemplateHelper: String, CaseIterable, Sendable {
    case jsonPath, now, randomValue, trim, upper, lower, size, join, base64, eq
}

/// The blocks of templates.
enum TemplateBlock: String, CaseIterable, Sendable {
    case `if`, unless, each, eq, trim, base64
}

/// The arguments and options of a helper.
struct TemplateArguments {
    var values: [Template.Expression] = []
    var options: [String: Template.Expression] = [:]
}

extension TemplateHelper {
    func call(_ arguments: TemplateArguments, _ parser: TemplateParser) throws(TemplateFailure) -> Template.Call {
        let reader = ArgumentReader(rawValue, arguments, parser)
        switch self {
        case .jsonPath:
            try reader.allow(["default"])
            let (input, path) = try (reader.argument(0), reader.argument(1, of: 2))
            return .jsonPath(input, try reader.jsonPath(path), fallback: arguments.options["default"])
        case .now: return .now(try reader.dateText())
        case .randomValue: return .randomValue(try reader.randomText())
        case .trim: return .transformed(.trim, try reader.onlyArgument())
        case .upper: return .transformed(.upper, try reader.onlyArgument())
        case .lower: return .transformed(.lower, try reader.onlyArgument())
        case .size: return .size(try reader.onlyArgument())
        case .base64: return .transformed(try reader.base64(), try reader.argument(0, of: 1))
        case .join:
            try reader.allow(["prefix", "suffix"])
            _ = try reader.argument(1)
            let options = arguments.options
            return .join(.init(arguments: arguments.values, prefix: options["prefix"], suffix: options["suffix"]))
        case .eq:
            try reader.allow(["yes", "no"])
            let (left, right) = try (reader.argument(0), reader.argument(1, of: 2))
            return .equal(left, right, yes: arguments.options["yes"], no: arguments.options["no"])
        }
    }
}

/// The beginning of a block.
struct TemplateBlockStart {
    fileprivate let block: TemplateBlock
    fileprivate let arguments: TemplateArguments
    let parameters: [String]

    var isLoop: Bool { block == .each }

    /// The block with its body, and with what follows `else`.
    func node(
        _ body: [Template.Node],
        _ otherwise: [Template.Node],
        _ parser: TemplateParser
    ) throws(TemplateFailure) -> Template.Node {
        let reader = ArgumentReader("#\(block.rawValue)", arguments, parser)
        switch block {
        case .if: return .condition(.isTruthy(try reader.onlyArgument()), body, otherwise: otherwise)
        case .unless: return .condition(.isFalsy(try reader.onlyArgument()), body, otherwise: otherwise)
        case .eq:
            try reader.allow([])
            let (left, right) = try (reader.argument(0), reader.argument(1, of: 2))
            return .condition(.areEqual(left, right), body, otherwise: otherwise)
        case .each:
            return .each(try reader.onlyArgument(), parameters: parameters, body, otherwise: otherwise)
        case .trim:
            try reader.allow([])
            return .transformed(.trim, body)
        case .base64: return .transformed(try reader.base64(), body)
        }
    }
}

extension TemplateParser {
    /// The rest of a tag that starts a block.
    mutating func blockStart(_ name: String) throws(TemplateFailure) -> TemplateBlockStart {
        guard let block = TemplateBlock(rawValue: name) else {
            throw failure("The helper #\(name) is not supported as a block")
        }
        let arguments = try arguments()
        let parameters = try blockParameters()
        guard block == .each || parameters.isEmpty else {
            throw failure("The helper #\(name) has no block parameters")
        }
        try close()
        return TemplateBlockStart(block: block, arguments: arguments, parameters: parameters)
    }
}

/// Reads a helper's arguments.
private struct ArgumentReader {
    private let name: String
    private let arguments: TemplateArguments
    private let parser: TemplateParser

    init(_ name: String, _ arguments: TemplateArguments, _ parser: TemplateParser) {
        (self.name, self.arguments, self.parser) = (name, arguments, parser)
    }

    private func failure(_ message: String) -> TemplateFailure {
        parser.failure("The helper \(name) \(message)")
    }

    func allow(_ names: Set<String>) throws(TemplateFailure) {
        if let other = arguments.options.keys.sorted().first(where: { !names.contains($0) }) {
            throw failure("has no option \(other)")
        }
    }

    func argument(_ index: Int, of count: Int? = nil) throws(TemplateFailure) -> Template.Expression {
        if let count, arguments.values.count > count { throw failure("takes \(count) arguments") }
        guard arguments.values.indices.contains(index) else { throw failure("needs another argument") }
        return arguments.values[index]
    }

    func onlyArgument() throws(TemplateFailure) -> Template.Expression {
        try allow([])
        return try argument(0, of: 1)
    }

    func noArguments() throws(TemplateFailure) {
        if !arguments.values.isEmpty { throw failure("takes options only") }
    }

    /// The literal value of an option; nil if it is not given.
    private func literal(_ option: String) throws(TemplateFailure) -> TemplateValue? {
        guard let expression = arguments.options[option] else { return nil }
        guard case .literal(let value) = expression else { throw failure("needs a literal for \(option)") }
        return value
    }

    private func string(_ option: String) throws(TemplateFailure) -> String? {
        guard let value = try literal(option) else { return nil }
        guard case .string(let text) = value else { throw failure("needs a string for \(option)") }
        return text
    }

    private func bool(_ option: String) throws(TemplateFailure) -> Bool? {
        guard let value = try literal(option) else { return nil }
        guard case .bool(let bool) = value else { throw failure("needs true or false for \(option)") }
        return bool
    }

    func base64() throws(TemplateFailure) -> Template.Transformation {
        try allow(["decode", "padding"])
        let (decodes, padding) = try (bool("decode") ?? false, bool("padding") ?? true)
        return decodes ? .decodedBase64 : .base64(padding: padding)
    }

    func jsonPath(_ expression: Template.Expression) throws(TemplateFailure) -> Template.JSONPathSource {
        guard case .literal(let value) = expression else { return .computed(expression) }
        guard case .string(let text) = value else { throw failure("needs a path as a string") }
        do throws(JSONPathParser.Failure) { return .fixed(try JSONPathParser.parse(text)) } catch {
            throw failure("has an invalid path: \(error.message), at byte \(error.offset)")
        }
    }

    func dateText() throws(TemplateFailure) -> Template.DateText {
        try allow(["format", "offset", "timezone"])
        try noArguments()
        var zone = TimeZone.utc
        if let name = try string("timezone") {
            guard let named = TimeZone(name) else { throw failure("does not know the time zone \(name)") }
            zone = named
        }
        return Template.DateText(form: try form(in: zone), offset: try offset(), zone: zone)
    }

    private func form(in zone: TimeZone) throws(TemplateFailure) -> Template.DateText.Form {
        switch try string("format") {
        case nil: return .format(.iso)
        case "epoch": return .epoch
        case "unix": return .unix
        case let pattern?:
            do throws(DateFormat.Failure) { return .format(try DateFormat(pattern, in: zone)) } catch {
                throw failure("has an invalid format: \(error.message)")
            }
        }
    }

    private func offset() throws(TemplateFailure) -> DateOffset? {
        guard let text = try string("offset") else { return nil }
        guard case .offset(let offset) = DateOffset.parse(text) else {
            throw failure("needs an offset such as 3 days or -24 hours, of at most \(DateOffset.maximumYears) years")
        }
        return offset
    }

    func randomText() throws(TemplateFailure) -> RandomText {
        try allow(["type", "length", "uppercase"])
        try noArguments()
        var kind = RandomText.Kind.alphanumeric
        if let name = try string("type") {
            guard let named = RandomText.Kind(rawValue: name) else {
                let names = RandomText.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw failure("needs one of \(names) for type")
            }
            kind = named
        }
        var length = RandomText.defaultLength
        if let value = try literal("length") {
            guard case .number(let number) = value, let int = number.int, RandomText.lengths.contains(int) else {
                throw failure("needs a length from 0 to \(RandomText.lengths.upperBound)")
            }
            length = int
        }
        return RandomText(kind: kind, length: length, isUppercase: try bool("uppercase") ?? false)
    }
}
