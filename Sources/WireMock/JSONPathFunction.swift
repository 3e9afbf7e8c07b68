internal import JSON

/// A function of what a path has found so far.
enum JSONPathFunction: String, Sendable, CaseIterable {
    case length, size, keys, min, max, avg, sum

    func apply(to result: JSONPath.Result, _ work: inout WorkBudget) -> JSONPath.Result {
        guard let value = result.value else { return .nothing }
        switch self {
        case .length, .size:
            guard let count = value.array?.count ?? value.object?.count else { return .nothing }
            return .one(.number(JSONNumber(count)))
        case .keys:
            guard let object = value.object, work.spend(5 * object.count) else { return .nothing }
            return .one(.array(object.keys.map { .string($0) }))
        case .min: return compute(value, &work) { $0.min() }
        case .max: return compute(value, &work) { $0.max() }
        case .sum: return compute(value, &work) { $0.isEmpty ? nil : $0.reduce(0, +) }
        case .avg: return compute(value, &work) { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
        }
    }

    private func compute(
        _ value: JSONValue,
        _ work: inout WorkBudget,
        _ function: ([Double]) -> Double?
    ) -> JSONPath.Result {
        var numbers: [Double] = []
        for number in (value.array ?? []).lazy.compactMap(\.number) {
            guard work.spend(5 + number.literal.utf8.count) else { return .nothing }
            numbers.append(number.double)
        }
        return function(numbers).flatMap { JSONNumber($0) }.map { .one(.number($0)) } ?? .nothing
    }
}
