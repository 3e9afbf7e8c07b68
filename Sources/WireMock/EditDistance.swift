/// The Levenshtein distance, by which WireMock compares strings.
enum EditDistance {
    /// More of a string is not compared.
    private static let limit = 1000

    /// The number of edits divided by the length of the longer string; both are at most 1000 UTF-16 units.
    static func normalised(_ left: String, _ right: String, _ work: inout WorkBudget) -> Double {
        let (a, b) = (Array(left.utf16.prefix(limit)), Array(right.utf16.prefix(limit)))
        guard !a.isEmpty, !b.isEmpty else { return a.isEmpty && b.isEmpty ? 0 : 1 }
        guard work.spend(60 + 2 * (a.count + b.count) + b.count * (a.count / 64 + 1) / 2) else { return 1 }
        var columns = BitColumns(a)
        for unit in b { columns.advance(unit) }
        return Double(columns.distance) / Double(max(a.count, b.count))
    }
}

/// A column of the matrix of distances, as the differences between its rows: 64 of them in two words.
///
/// Myers' algorithm (1999) in the form of Hyyrö (2003): it takes a few operations for 64 rows.
private struct BitColumns {
    /// The distance in the last row.
    private(set) var distance: Int
    /// For each unit of the text, the rows that have it.
    private var rowsByUnit: [UInt16: Int] = [:]
    private var rows: [UInt64] = []
    private var increases: [UInt64]
    private var decreases: [UInt64]
    private let lastRow: UInt64
    private let wordCount: Int

    init(_ text: [UInt16]) {
        distance = text.count
        wordCount = (text.count + 63) / 64
        lastRow = 1 << UInt64((text.count - 1) % 64)
        increases = Array(repeating: .max, count: wordCount)
        decreases = Array(repeating: 0, count: wordCount)
        for (row, unit) in text.enumerated() {
            let start = rowsByUnit[unit] ?? rows.count
            if start == rows.count {
                rowsByUnit[unit] = start
                rows += Array(repeating: 0, count: wordCount)
            }
            rows[start + row / 64] |= 1 << UInt64(row % 64)
        }
    }

    /// Goes on to the column of the other text's next unit.
    mutating func advance(_ unit: UInt16) {
        let start = rowsByUnit[unit]
        // Differences between columns, carried from word to word.
        var (risesCarry, fallsCarry) = (1 as UInt64, 0 as UInt64)
        for word in 0..<wordCount {
            let (increase, decrease) = (increases[word], decreases[word])
            let matches = (start.map { rows[$0 + word] } ?? 0) | fallsCarry
            let diagonal = (((matches & increase) &+ increase) ^ increase) | matches | decrease
            var rises = decrease | ~(diagonal | increase)
            var falls = diagonal & increase
            if word == wordCount - 1 {
                if rises & lastRow != 0 { distance += 1 }
                if falls & lastRow != 0 { distance -= 1 }
            }
            let (nextRises, nextFalls) = (rises >> 63, falls >> 63)
            rises = rises << 1 | risesCarry
            falls = falls << 1 | fallsCarry
            (risesCarry, fallsCarry) = (nextRises, nextFalls)
            increases[word] = falls | ~(diagonal | rises)
            decreases[word] = rises & diagonal
        }
    }
}
