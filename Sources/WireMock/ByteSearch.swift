internal import Bytes
internal import HTTPMessage

extension String {
    /// Whether both have the same bytes; canonically equivalent strings may not.
    func isIdentical(to other: String) -> Bool {
        utf8.span.isEqual(to: other.utf8.span)
    }

    /// Whether the bytes of this string contain those of another, in time proportional to the length of both.
    func contains(bytesOf other: String, _ work: inout WorkBudget) -> Bool {
        let (text, part) = (utf8.span, other.utf8.span)
        guard part.count > 0 else { return true }
        guard part.count <= text.count, work.spend(1 + (text.count + part.count) / 4) else { return false }
        // Comparing at each position is fastest, unless the text repeats itself.
        var comparisons = 2 * text.count
        let first = part[0]
        for start in 0...(text.count - part.count) where text[start] == first {
            var length = 1
            while length < part.count, text[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
            comparisons -= length
            guard comparisons > 0 else {
                guard work.spend(text.count + part.count) else { return false }
                return text.extracting(start...).containsRepetitive(part)
            }
        }
        return false
    }
}

extension Span<UInt8> {
    /// The search of Knuth, Morris and Pratt, which looks at each byte once.
    fileprivate func containsRepetitive(_ part: Span<UInt8>) -> Bool {
        // For each prefix of the part, the length of the longest proper prefix that is also its suffix.
        var borders = [0]
        borders.reserveCapacity(part.count)
        for position in 1..<part.count {
            var length = borders[position - 1]
            while length > 0, part[position] != part[length] { length = borders[length - 1] }
            borders.append(part[position] == part[length] ? length + 1 : 0)
        }
        var length = 0
        for position in indices {
            while length > 0, self[position] != part[length] { length = borders[length - 1] }
            if self[position] == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }
}
