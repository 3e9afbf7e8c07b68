/// Parses a template: text, expressions in braces, blocks.
struct TemplateParser {
    let bytes: [UInt8]
    var offset: Int
    /// The end of the part that has expressions.
    private let end: Int
    let variables: [String]
    /// The names of the parameters of the blocks around: `as |item|`.
    private(set) var parameters: [String] = []
    /// How many `#each` are around.
    private(set) var loops = 0
    private var depth = 0
    /// How many parentheses are around.
    var nesting = 0
    private static let maximumDepth = 32
    /// How many blocks `else` can chain.
    private static let maximumChain = 100
    /// How many tags a template can have.
    private static let maximumTags = 10_000
    private var tags = 0

    /// What ended a body.
    private enum Terminator: Equatable {
        case end
        case otherwise
        /// `else if`, whose expression follows.
        case otherwiseBlock(String)
        case close(String)
    }

    init(_ bytes: [UInt8], _ range: Range<Int>, variables: [String]) {
        self.bytes = bytes
        (offset, end) = (range.lowerBound, range.upperBound)
        self.variables = variables
    }

    func failure(_ message: String) -> TemplateFailure {
        TemplateFailure(message: String(message.prefix(300)), offset: offset)
    }

    mutating func template() throws(TemplateFailure) -> [Template.Node] {
        let (nodes, terminator) = try body()
        guard terminator == .end else { throw failure("This closes no block") }
        return nodes
    }

    mutating func take(_ text: StaticString) -> Bool {
        let expected = text.description.utf8
        guard offset + expected.count <= end, bytes[offset..<(offset + expected.count)].elementsEqual(expected) else {
            return false
        }
        offset += expected.count
        return true
    }

    /// Nodes up to the end, `else`, or the end of a block.
    private mutating func body() throws(TemplateFailure) -> (nodes: [Template.Node], terminator: Terminator) {
        guard depth < Self.maximumDepth else { throw failure("The template is nested too deeply") }
        depth += 1
        defer { depth -= 1 }
        var nodes: [Template.Node] = []
        while offset < end {
            if take("\\{{") {
                nodes.append(.text(escaped()))
            } else if take("{{") {
                if let terminator = try tag(&nodes) { return (nodes, terminator) }
            } else {
                text(&nodes)
            }
        }
        return (nodes, .end)
    }

    private mutating func text(_ nodes: inout [Template.Node]) {
        let start = offset
        while offset < end, !isTagNext { offset += 1 }
        nodes.append(.text(Array(bytes[start..<offset])))
    }

    private var isTagNext: Bool {
        let brace = UInt8(ascii: "{")
        if bytes[offset] == UInt8(ascii: "\\") {
            return offset + 2 < end && bytes[offset + 1] == brace && bytes[offset + 2] == brace
        }
        return bytes[offset] == brace && offset + 1 < end && bytes[offset + 1] == brace
    }

    /// `\{{…}}` renders itself without the backslash.
    private mutating func escaped() -> [UInt8] {
        let start = offset - 2
        while offset < end, !take("}}") { offset += 1 }
        return Array(bytes[start..<offset])
    }

    /// What follows `{{`; nil unless it ends the body.
    private mutating func tag(_ nodes: inout [Template.Node]) throws(TemplateFailure) -> Terminator? {
        tags += 1
        guard tags <= Self.maximumTags else { throw failure("There are more than \(Self.maximumTags) tags") }
        if take("!") {
            try comment()
            return nil
        }
        if take("{{") { throw failure("Raw blocks are not supported") }
        if take("~") { nodes.trimLastText() }
        if take(">") { throw failure("Partials are not supported") }
        if take("*") { throw failure("Decorators are not supported") }
        if take("=") { throw failure("Other delimiters are not supported") }
        if take("#") {
            nodes.append(try block())
            return nil
        }
        if take("/") {
            skipSpace()
            let name = identifier()
            try close()
            return .close(name)
        }
        if take("^") {
            skipSpace()
            guard take("}}") || take("~}}") else { throw failure("A block with ^ is not supported; use #unless") }
            return .otherwise
        }
        let isTriple = take("{")
        _ = take("&")
        skipSpace()
        if !isTriple, isWord("else") {
            offset += 4
            return try otherwise()
        }
        let expression = try output()
        try close(isTriple: isTriple)
        nodes.append(.output(expression))
        return nil
    }

    /// After `else`.
    private mutating func otherwise() throws(TemplateFailure) -> Terminator {
        skipSpace()
        if take("}}") || take("~}}") {
            if bytes[offset - 3] == UInt8(ascii: "~") { skipText() }
            return .otherwise
        }
        return .otherwiseBlock(identifier())
    }

    private mutating func comment() throws(TemplateFailure) {
        let isLong = take("--")
        while offset < end {
            if isLong ? take("--}}") : take("}}") { return }
            offset += 1
        }
        throw failure("The comment is not closed")
    }

    private mutating func block() throws(TemplateFailure) -> Template.Node {
        if take(">") { throw failure("Partials are not supported") }
        if take("*") { throw failure("Decorators are not supported") }
        skipSpace()
        let name = identifier()
        // Each block that `else` chains is what follows the `else` of the one before.
        var chain: [(start: TemplateBlockStart, body: [Template.Node])] = []
        var rest: [Template.Node] = []
        var next: String? = name
        while let current = next {
            guard chain.count < Self.maximumChain else { throw failure("There are too many else in a row") }
            let start = try blockStart(current)
            let (first, terminator) = try body(of: start)
            chain.append((start, first))
            switch terminator {
            case .otherwise:
                let (last, end) = try body()
                rest = last
                try check(end, closes: name)
                next = nil
            case .otherwiseBlock(let chained): next = chained
            case .close, .end:
                try check(terminator, closes: name)
                next = nil
            }
        }
        for (start, body) in chain.reversed() { rest = [try start.node(body, rest, self)] }
        return rest[0]
    }

    private func check(_ terminator: Terminator, closes name: String) throws(TemplateFailure) {
        guard case .close(let closed) = terminator else { throw failure("The block #\(name) is not closed") }
        guard closed == name else { throw failure("The block #\(name) is closed by /\(closed)") }
    }

    private mutating func body(
        of start: TemplateBlockStart
    ) throws(TemplateFailure) -> (nodes: [Template.Node], terminator: Terminator) {
        if start.isLoop { loops += 1 }
        parameters += start.parameters
        let result = try body()
        parameters.removeLast(start.parameters.count)
        if start.isLoop { loops -= 1 }
        return result
    }

    /// Takes the end of a tag.
    mutating func close(isTriple: Bool = false) throws(TemplateFailure) {
        skipSpace()
        if isTriple, !take("}") { throw failure("Expected }}}") }
        let trims = take("~")
        guard take("}}") else { throw failure("Expected }}") }
        if trims { skipText() }
    }

    /// Skips white space up to the next tag.
    private mutating func skipText() {
        while offset < end, bytes[offset].isSpace { offset += 1 }
    }

    mutating func skipSpace() {
        while offset < end, bytes[offset].isSpace { offset += 1 }
    }
}

extension UInt8 {
    /// Whether it is white space between the parts of a tag.
    var isSpace: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\n")
            || self == UInt8(ascii: "\r")
    }
}

extension [Template.Node] {
    /// Removes white space at the end, for `{{~`.
    fileprivate mutating func trimLastText() {
        guard case .text(var bytes)? = last else { return }
        while bytes.last?.isSpace == true { bytes.removeLast() }
        self[count - 1] = .text(bytes)
    }
}
