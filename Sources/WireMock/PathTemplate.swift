internal import JSON

/// A path with variables: `/a/{b}`, each at least one byte without a slash, and `**` for any text.
struct PathTemplate: Sendable {
    /// The names of the variables in order; a wildcard's is its number.
    let variables: [String]
    let pieces: [Piece]
    /// The template as whole segments, if possible; that is faster to match.
    let segments: [Segment]?

    /// The parts of a template.
    enum Piece: Sendable, Equatable {
        case literal([UInt8])
        case variable
        case wildcard
    }

    /// More variables and wildcards are refused, because matching takes time in proportion to their number.
    private static let maximumVariables = 100

    /// The template at this place of a document; nil if it is invalid.
    init?(_ text: String, at pointer: JSONPointer, _ faults: Faults) {
        var scanner = Scanner(text)
        scanner.scan()
        guard scanner.variables.count <= Self.maximumVariables else {
            faults.add("A path template has at most \(Self.maximumVariables) variables and wildcards", at: pointer)
            return nil
        }
        guard Set(scanner.variables).count == scanner.variables.count else {
            faults.add("The path template \(text) uses the name of a variable twice", at: pointer)
            return nil
        }
        (variables, pieces) = (scanner.variables, scanner.pieces)
        segments = Self.segments(of: pieces)
    }

    /// Splits a template into its pieces.
    private struct Scanner {
        private(set) var variables: [String] = []
        private(set) var pieces: [Piece] = []
        private var literal: [UInt8] = []
        private let bytes: [UInt8]
        private var offset = 0
        private var wildcards = 0
        /// The last closing brace: an opening one behind it opens nothing.
        private let lastClosingBrace: Int

        init(_ text: String) {
            bytes = Array(text.utf8)
            lastClosingBrace = bytes.lastIndex(of: UInt8(ascii: "}")) ?? -1
        }

        mutating func scan() {
            while offset < bytes.count, variables.count <= PathTemplate.maximumVariables {
                if bytes[offset] == UInt8(ascii: "{"), offset + 1 < lastClosingBrace, variable() { continue }
                if bytes[offset] == UInt8(ascii: "*"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "*")
                {
                    add(.wildcard, named: String(wildcards))
                    wildcards += 1
                    offset += 2
                } else {
                    literal.append(bytes[offset])
                    offset += 1
                }
            }
            flush()
        }

        /// Takes the variable that starts here, unless it has no name.
        private mutating func variable() -> Bool {
            guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "}")), end > offset + 1 else { return false }
            // WireMock leaves RFC 6570's style characters out of the name.
            let name = bytes[(offset + 1)..<end].filter { !".;*".utf8.contains($0) }
            add(.variable, named: String(decoding: name, as: UTF8.self))
            offset = end + 1
            return true
        }

        private mutating func add(_ piece: Piece, named name: String) {
            flush()
            pieces.append(piece)
            variables.append(name)
        }

        private mutating func flush() {
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
        }
    }
}
