internal import JSON

/// A path with variables, `/a/{b}`, each for at least one character but no slash, and `**` for any text.
struct PathTemplate: Sendable {
    /// The names of the variables, in their order; a wildcard's is its number.
    let variables: [String]
    let pieces: [Piece]

    /// What a template is made of.
    enum Piece: Sendable, Equatable {
        case literal(String)
        case variable
        case wildcard
    }

    init(_ text: String, at pointer: JSONPointer) throws(AdminError) {
        var (variables, pieces): ([String], [Piece]) = ([], [])
        var wildcards = 0
        var literal = ""
        func flush() {
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = ""
        }
        var rest = text[...]
        while let character = rest.first {
            if character == "{", let end = rest.firstIndex(of: "}"), rest.index(after: rest.startIndex) < end {
                flush()
                pieces.append(.variable)
                // WireMock leaves RFC 6570's style characters out of the name.
                variables.append(rest[rest.index(after: rest.startIndex)..<end].filter { !".;*".contains($0) })
                rest = rest[rest.index(after: end)...]
            } else if rest.hasPrefix("**") {
                flush()
                pieces.append(.wildcard)
                variables.append(String(wildcards))
                wildcards += 1
                rest = rest.dropFirst(2)
            } else {
                literal.append(character)
                rest.removeFirst()
            }
        }
        flush()
        guard Set(variables).count == variables.count else {
            throw .invalid("The path template \(text) names a variable twice", at: pointer)
        }
        (self.variables, self.pieces) = (variables, pieces)
    }

    func matches(_ path: String) -> Bool {
        captures(of: path) != nil
    }

    /// The text of each variable, undecoded; nil where the path does not match.
    func values(in path: String) -> [String]? {
        captures(of: path).map { captures in
            captures.map { String(decoding: Array(path.utf8)[$0], as: UTF8.self) }
        }
    }

    private func captures(of path: String) -> [Range<Int>]? {
        var search = Search(pieces: pieces)
        return search.match(path.utf8.span, piece: 0, offset: 0) ? search.captures : nil
    }
}

/// A walk through a path along a template's pieces, with a step back wherever a piece could have been shorter or longer.
private struct Search {
    let pieces: [PathTemplate.Piece]
    var captures: [Range<Int>] = []
    /// Where a piece has been tried in vain, so that no pair of piece and offset is tried twice.
    private var failures: Set<[Int]> = []

    init(pieces: [PathTemplate.Piece]) {
        self.pieces = pieces
    }

    mutating func match(_ path: Span<UInt8>, piece: Int, offset: Int) -> Bool {
        guard piece < pieces.count else { return offset == path.count }
        switch pieces[piece] {
        case .literal(let literal):
            return path.has(literal, at: offset)
                && match(path, piece: piece + 1, offset: offset + literal.utf8.count)
        case .variable:
            let end = path.endOfSegment(from: offset)
            guard end > offset else { return false }
            if isAtSegmentEnd(after: piece) { return capture(offset..<end, path, piece) }
            return tryAll(ends: (offset + 1...end).reversed(), from: offset, path, piece)
        case .wildcard:
            return tryAll(ends: offset...path.count, from: offset, path, piece)
        }
    }

    /// Whether what follows a variable begins a new segment, so that only a whole rest of a segment can be its text.
    private func isAtSegmentEnd(after piece: Int) -> Bool {
        guard piece + 1 < pieces.count else { return true }
        guard case .literal(let next) = pieces[piece + 1] else { return false }
        return next.utf8.first == UInt8(ascii: "/")
    }

    private mutating func tryAll(
        ends: some Sequence<Int>,
        from offset: Int,
        _ path: Span<UInt8>,
        _ piece: Int
    ) -> Bool {
        guard !failures.contains([piece, offset]) else { return false }
        for end in ends where capture(offset..<end, path, piece) { return true }
        failures.insert([piece, offset])
        return false
    }

    private mutating func capture(_ range: Range<Int>, _ path: Span<UInt8>, _ piece: Int) -> Bool {
        captures.append(range)
        if match(path, piece: piece + 1, offset: range.upperBound) { return true }
        captures.removeLast()
        return false
    }
}

extension Span<UInt8> {
    /// Whether these octets stand at this offset.
    fileprivate func has(_ literal: String, at offset: Int) -> Bool {
        let octets = literal.utf8.span
        guard count - offset >= octets.count else { return false }
        for position in octets.indices where self[offset + position] != octets[position] { return false }
        return true
    }

    fileprivate func endOfSegment(from offset: Int) -> Int {
        var end = offset
        while end < count, self[end] != UInt8(ascii: "/") { end += 1 }
        return end
    }
}
