internal import JSON

/// A path with variables, `/a/{b}`, each for at least one character but no slash, and `**` for any text.
struct PathTemplate: Sendable {
    /// The names of the variables, in their order; a wildcard's is its number.
    let variables: [String]
    let pieces: [Piece]
    /// The template as whole segments, which is almost always possible and then the faster way to match.
    let segments: [Segment]?

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
        segments = Self.segments(of: pieces)
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

/// A walk through a path along a template's pieces, which goes back to where a piece could have ended elsewhere.
private struct Search {
    let pieces: [PathTemplate.Piece]
    var captures: [Range<Int>] = []
    /// Where pieces have been ended in vain, so that nothing is tried twice.
    private var failures: Set<Place> = []

    private struct Place: Hashable {
        let piece: Int
        let end: Int
    }

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
            for end in (offset + 1...end).reversed() where !hasFailed(piece, end) {
                if tryEnd(offset..<end, path, piece) { return true }
            }
            return false
        case .wildcard:
            // Whoever ended the piece here before has tried all that follows as well.
            for end in offset...path.count {
                if hasFailed(piece, end) { return false }
                if tryEnd(offset..<end, path, piece) { return true }
            }
            return false
        }
    }

    /// Whether what follows a variable begins a new segment, so that only a whole rest of a segment can be its text.
    private func isAtSegmentEnd(after piece: Int) -> Bool {
        guard piece + 1 < pieces.count else { return true }
        guard case .literal(let next) = pieces[piece + 1] else { return false }
        return next.utf8.first == UInt8(ascii: "/")
    }

    private func hasFailed(_ piece: Int, _ end: Int) -> Bool {
        failures.contains(Place(piece: piece, end: end))
    }

    private mutating func tryEnd(_ range: Range<Int>, _ path: Span<UInt8>, _ piece: Int) -> Bool {
        if capture(range, path, piece) { return true }
        failures.insert(Place(piece: piece, end: range.upperBound))
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
    /// Whether these bytes stand at this offset.
    fileprivate func has(_ literal: String, at offset: Int) -> Bool {
        let bytes = literal.utf8.span
        guard count - offset >= bytes.count else { return false }
        for position in bytes.indices where self[offset + position] != bytes[position] { return false }
        return true
    }

    fileprivate func endOfSegment(from offset: Int) -> Int {
        var end = offset
        while end < count, self[end] != UInt8(ascii: "/") { end += 1 }
        return end
    }
}
