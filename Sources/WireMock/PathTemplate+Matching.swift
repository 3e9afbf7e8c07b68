internal import Bytes
internal import HTTPMessage

extension PathTemplate {
    func matches(_ path: String, _ work: inout WorkBudget) -> Bool {
        suffixes(of: path.utf8.span, &work)[0][0]
    }

    /// The value of each variable, still encoded; nil if the path does not match.
    ///
    /// Variables take as much as they can, wildcards as little.
    func values(in path: String, _ work: inout WorkBudget) -> [String]? {
        let bytes = path.utf8.span
        let suffixes = suffixes(of: bytes, &work)
        guard suffixes[0][0], !work.isExhausted else { return nil }
        var values: [String] = []
        var offset = 0
        for (index, piece) in pieces.enumerated() {
            let isPossible = suffixes[index + 1]
            let start = offset
            switch piece {
            case .literal(let literal): offset += literal.count
            case .variable:
                offset = bytes.endOfSegment(from: start)
                while !isPossible[offset] { offset -= 1 }
            case .wildcard:
                while !isPossible[offset] { offset += 1 }
            }
            if case .literal = piece { continue }
            values.append(bytes.extracting(start..<offset).text)
        }
        return values
    }

    /// For each piece and offset, whether that piece and all after it match the rest of the path.
    ///
    /// Filled from the last piece to the first, in time proportional to the path's length times the number of pieces.
    private func suffixes(of path: Span<UInt8>, _ work: inout WorkBudget) -> [[Bool]] {
        var next = [Bool](repeating: false, count: path.count + 1)
        next[path.count] = true
        var suffixes = [next]
        for piece in pieces.reversed() {
            if work.spend(20 + path.count) { next = piece.suffixes(of: path, followedBy: next, &work) }
            suffixes.append(next)
        }
        suffixes.reverse()
        return suffixes
    }
}

extension PathTemplate.Piece {
    /// - Parameter next: For each offset, whether the pieces after this one match the rest of the path.
    fileprivate func suffixes(
        of path: Span<UInt8>,
        followedBy next: [Bool],
        _ work: inout WorkBudget
    ) -> [Bool] {
        var matches = [Bool](repeating: false, count: path.count + 1)
        switch self {
        case .literal(let literal):
            for offset in 0...max(path.count - literal.count, 0)
            where offset + literal.count <= path.count && next[offset + literal.count] {
                guard work.spend(1 + literal.count / 16) else { break }
                matches[offset] = path.extracting(offset..<(offset + literal.count)).isEqual(to: literal.span)
            }
        case .variable:
            var hasEnd = false
            for offset in path.indices.reversed() {
                hasEnd = path[offset] != UInt8(ascii: "/") && (next[offset + 1] || hasEnd)
                matches[offset] = hasEnd
            }
        case .wildcard:
            var hasEnd = false
            for offset in next.indices.reversed() {
                hasEnd = hasEnd || next[offset]
                matches[offset] = hasEnd
            }
        }
        return matches
    }
}

extension Span<UInt8> {
    fileprivate func endOfSegment(from start: Int) -> Int {
        var end = start
        while end < count, self[end] != UInt8(ascii: "/") { end += 1 }
        return end
    }

    /// The bytes as text; invalid UTF-8 is repaired.
    var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for position in indices { bytes.append(self[position]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
