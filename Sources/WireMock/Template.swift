/// A compiled template in the part of Handlebars that stub files use.
struct Template: Sendable {
    let nodes: [Node]

    /// A part of a template.
    indirect enum Node: Sendable {
        case text([UInt8])
        case output(Expression)
        /// `#if`, `#unless` and `#eq`, with what `else` leads to.
        case condition(Condition, [Node], otherwise: [Node])
        case each(Expression, parameters: [String], [Node], otherwise: [Node])
        /// `#trim` and `#base64`, which change what their body renders.
        case transformed(Transformation, [Node])
    }

    enum Condition: Sendable {
        case isTruthy(Expression)
        case isFalsy(Expression)
        case areEqual(Expression, Expression)
    }

    indirect enum Expression: Sendable {
        case literal(TemplateValue)
        case path(Path)
        case call(Call)
    }

    /// A name such as `request.query.q`, `../id` or `@index`.
    struct Path: Sendable {
        /// How many `../` it starts with.
        var parents = 0
        /// Whether it starts with `@`.
        var isData = false
        /// Whether it starts with `this` or `.`, so that it is not looked up in the contexts around.
        var isThis = false
        var segments: [String] = []

        var text: String {
            let names = (isThis ? ["this"] : []) + segments
            return (isData ? "@" : "") + String(repeating: "../", count: parents) + names.joined(separator: ".")
        }
    }

    /// A call of a helper.
    enum Call: Sendable {
        case jsonPath(Expression, JSONPathSource, fallback: Expression?)
        case now(DateText)
        case randomValue(RandomText)
        case size(Expression)
        case join(Join)
        case equal(Expression, Expression, yes: Expression?, no: Expression?)
        case transformed(Transformation, Expression)
    }

    enum JSONPathSource: Sendable {
        case fixed(JSONPath)
        case computed(Expression)
    }

    /// What `now` renders.
    struct DateText: Sendable {
        enum Form: Sendable {
            /// Milliseconds since 1970.
            case epoch
            /// Seconds since 1970.
            case unix
            case format(DateFormat)
        }

        let form: Form
        let offset: DateOffset?
        let zone: TimeZone
    }

    struct Join: Sendable {
        let arguments: [Expression]
        let prefix: Expression?
        let suffix: Expression?
    }

    /// A function from text to text.
    enum Transformation: Sendable {
        case trim, upper, lower
        case base64(padding: Bool)
        case decodedBase64
    }

    /// Compiles a template.
    ///
    /// - Parameter variables: The variables of the stub's path template, which `request.path` has too.
    /// - Returns: Nil if the text has no expression.
    /// - Throws: ``TemplateFailure`` with the place in the text.
    static func compile(_ text: [UInt8], variables: [String]) throws(TemplateFailure) -> Template? {
        // What is before the first and after the last brace is never looked at, as in WireMock.
        guard let start = text.firstPair(UInt8(ascii: "{")), let end = text.lastPair(UInt8(ascii: "}")), start < end
        else {
            return nil
        }
        var parser = TemplateParser(text, start..<(end + 2), variables: variables)
        var nodes = try parser.template()
        if start > 0 { nodes.insert(.text(Array(text[..<start])), at: 0) }
        if end + 2 < text.count { nodes.append(.text(Array(text[(end + 2)...]))) }
        return Template(nodes: nodes)
    }
}

/// Why a template cannot be compiled.
struct TemplateFailure: Error, Equatable, CustomStringConvertible {
    let message: String
    /// The byte of the template at which it was noticed.
    let offset: Int

    var description: String { "\(message), at byte \(offset) of the template" }
}

extension [UInt8] {
    /// Where two of this byte first are next to each other.
    fileprivate func firstPair(_ byte: UInt8) -> Int? {
        indices.dropLast().first { self[$0] == byte && self[$0 + 1] == byte }
    }

    fileprivate func lastPair(_ byte: UInt8) -> Int? {
        indices.dropLast().last { self[$0] == byte && self[$0 + 1] == byte }
    }
}
