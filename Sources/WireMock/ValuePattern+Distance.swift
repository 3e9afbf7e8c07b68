internal import JSON

extension ValuePattern {
    /// How far the value is from a match: from 0 for a match to 1.
    func distance(to subject: Subject, now: Int, _ work: inout WorkBudget) -> Double {
        if matches(subject, now: now, &work) { return 0 }
        guard work.spend(5) else { return 1 }
        switch operation {
        case .equalTo(let expected), .equalToIgnoringCase(let expected, _):
            return subject.text(&work).map { EditDistance.normalised(expected, $0, &work) } ?? 1
        case .and(let patterns):
            return patterns.map { $0.distance(to: subject, now: now, &work) }.reduce(0, +) / Double(patterns.count)
        case .or(let patterns): return patterns.map { $0.distance(to: subject, now: now, &work) }.min() ?? 1
        case .equalToJSON(let equality): return subject.json(&work).map { equality.distance(to: $0, &work) } ?? 1
        case .matchesJSONPath(let path, let pattern?):
            guard let json = subject.json(&work) else { return 1 }
            let subjects = path.evaluate(json, &work).subjects(for: pattern)
            return subjects.map { pattern.distance(to: $0, now: now, &work) }.min() ?? 1
        case .binaryEqualTo, .contains, .matches, .doesNotContain, .doesNotMatch, .absent, .anything, .matchesJSONPath,
            .matchesPathTemplate, .dateTime, .not:
            return 1
        }
    }

    /// The distance of the nearest value; of none if the name is absent.
    func distance(toAnyOf values: [String], now: Int, _ work: inout WorkBudget) -> Double {
        guard !work.isExhausted else { return 1 }
        if values.isEmpty { return distance(to: .absent, now: now, &work) }
        return values.map { distance(to: .text($0), now: now, &work) }.min() ?? 1
    }
}

extension MultiValuePattern {
    func distance(to values: [String], now: Int, _ work: inout WorkBudget) -> Double {
        switch operation {
        case .any(let pattern): return pattern.distance(toAnyOf: values, now: now, &work)
        case .hasExactly(let patterns), .includes(let patterns):
            if matches(values, now: now, &work) { return 0 }
            guard !values.isEmpty, !patterns.isEmpty else { return 1 }
            let distances = patterns.map { $0.distance(toAnyOf: values, now: now, &work) }
            return distances.reduce(0, +) / Double(patterns.count)
        }
    }
}

extension JSONEquality {
    /// The number of nodes that differ, as a share of the larger value's.
    func distance(to actual: JSONValue, _ work: inout WorkBudget) -> Double {
        let nodes = max(expected.size, actual.size)
        guard work.spend(nodes) else { return 1 }
        return min(Double(max(differences(actual, &work), 1)) / Double(nodes), 1)
    }
}
