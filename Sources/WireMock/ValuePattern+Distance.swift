internal import JSON

extension ValuePattern {
    /// How far the value is from one that is asked for, from 0 for a match to 1.
    func distance(to subject: Subject, now: Int) -> Double {
        if matches(subject, now: now) { return 0 }
        guard let text = subject.text else { return 1 }
        return switch operation {
        case .equalTo(let expected, _): EditDistance.normalised(expected, text)
        case .and(let patterns):
            patterns.map { $0.distance(to: subject, now: now) }.reduce(0, +) / Double(patterns.count)
        case .or(let patterns): patterns.map { $0.distance(to: subject, now: now) }.min() ?? 1
        case .equalToJSON(let equality): subject.json.map(equality.distance) ?? 1
        case .binaryEqualTo, .contains, .matches, .doesNotContain, .doesNotMatch, .absent, .anything, .matchesJSONPath,
            .matchesPathTemplate, .dateTime, .not:
            1
        }
    }
}

extension MultiValuePattern {
    func distance(to values: [String], now: Int) -> Double {
        func best(_ pattern: ValuePattern) -> Double {
            if values.isEmpty { return pattern.distance(to: .absent, now: now) }
            return values.map { pattern.distance(to: .text($0), now: now) }.min() ?? 1
        }
        switch operation {
        case .any(let pattern): return best(pattern)
        case .hasExactly(let patterns), .includes(let patterns):
            if matches(values, now: now) { return 0 }
            guard !values.isEmpty, !patterns.isEmpty else { return 1 }
            return patterns.map(best).reduce(0, +) / Double(patterns.count)
        }
    }
}

extension JSONEquality {
    /// The share of the larger value's nodes that differ.
    func distance(to actual: JSONValue) -> Double {
        let nodes = max(expected.size, actual.size)
        return min(Double(max(differences(actual), 1)) / Double(nodes), 1)
    }
}

/// Levenshtein's distance, as WireMock measures texts.
enum EditDistance {
    /// Only so many characters of each text are compared, so that a large body costs no more than this squared.
    private static let limit = 1000

    /// The number of changes as a share of the longer text.
    static func normalised(_ left: String, _ right: String) -> Double {
        let (a, b) = (Array(left.utf16.prefix(limit)), Array(right.utf16.prefix(limit)))
        guard !a.isEmpty, !b.isEmpty else { return a.isEmpty && b.isEmpty ? 0 : 1 }
        var row = Array(0...b.count)
        for (i, unit) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (unit == other ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return Double(row[b.count]) / Double(max(a.count, b.count))
    }
}
