internal import JSON

/// A function of what a path has found so far.
enum JSONPathFunction: String, Sendable, CaseIterable {
    case length, size, keys, min, max, avg, sum

    func apply(to result: JSONPath.Result) -> JSONPath.Result {
        guard let value = result.value else { return .nothing }
        switch self {
        case .length, .size:
            guard let count = value.array?.count ?? value.object?.count else { return .nothing }
            return .one(.number(JSONNumber(count)))
        case .keys:
            guard let object = value.object else { return .nothing }
            return .one(.array(object.keys.map { .string($0) }))
        case .min, .max, .avg, .sum:
            let numbers = (value.array ?? []).compactMap { $0.number?.double }
            guard let number = compute(numbers).flatMap({ JSONNumber($0) }) else { return .nothing }
            return .one(.number(number))
        }
    }

    private func compute(_ numbers: [Double]) -> Double? {
        let sum = numbers.reduce(0, +)
        switch self {
        case .min: return numbers.min()
        case .max: return numbers.max()
        case .avg: return numbers.isEmpty ? nil : sum / Double(numbers.count)
        default: return numbers.isEmpty ? nil : sum
        }
    }
}
