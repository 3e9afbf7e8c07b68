internal import JSON

extension ValuePattern {
    /// How far the value is from a match: from 0 for a match to 1.
    func distance(to subject: Subject, now: Int) -> Double {
        if matches(subject, now: now) { return 0 }
        return switch operation {
        case .equalTo(let expected, _): subject.text.map { EditDistance.normalised(expected, $0) } ?? 1
        case .and(let patterns):
            patterns.map { $0.distance(to: subject, now: now) }.reduce(0, +) / Double(patterns.count)
        case .or(let patterns): patterns.map { $0.distance(to: subject, now: now) }.min() ?? 1
        case .equalToJSON(let equality): subject.json.map(equality.distance) ?? 1
        case .matchesJSONPath(let path, let pattern?):
            subject.json.flatMap { json in
                path.evaluate(json).subjects(for: pattern).map { pattern.distance(to: $0, now: now) }.min()
            } ?? 1
        case .binaryEqualTo, .contains, .matches, .doesNotContain, .doesNotMatch, .absent, .anything, .matchesJSONPath,
            .matchesPathTemplate, .dateTime, .not:
            1
        }
    }

    /// The distance of the nearest value; of none if the name is absent.
    func distance(toAnyOf values: [String], now: Int) -> Double {
        if values.isEmpty { return distance(to: .absent, now: now) }
        return values.map { distance(to: .text($0), now: now) }.min() ?? 1
    }
}

extension MultiValuePattern {
    func distance(to values: [String], now: Int) -> Double {
        switch operation {
        case .any(let pattern): return pattern.distance(toAnyOf: values, now: now)
        case .hasExactly(let patterns), .includes(let patterns):
            if matches(values, now: now) { return 0 }
            guard !values.isEmpty, !patterns.isEmpty else { return 1 }
            return patterns.map { $0.distance(toAnyOf: values, now: now) }.reduce(0, +) / Double(patterns.count)
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

/// The Levenshtein distance, by which WireMock compares strings.
enum EditDistance {
    /// More of a string is not compared.
    private static let limit = 1000

    /// The number of edits divided by the length of the longer string.
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
