internal import JSON

extension JSONEquality {
    /// The elements without a partner when as many as possible are paired, in any order: indices of both arrays.
    ///
    /// Equal elements are counted before they are paired. Only elements with placeholders or extra members, which can match
    /// several different ones, are compared with each other.
    func pairing(
        _ elements: [Expected],
        _ actual: [JSONValue],
        _ work: inout WorkBudget
    ) -> (missing: [Int], extra: [Int]) {
        let hasher = JSONHasher(ignoresArrayOrder: ignoresArrayOrder)
        var wanted = Groups()
        var given = Groups()
        for (index, element) in elements.enumerated() { wanted.add(index, hasher.hash(element, &work)) }
        for (index, value) in actual.enumerated() { given.add(index, hasher.hash(value, &work)) }
        var missing: [Int] = []
        var loose: [[Int]] = []
        for (hash, indices) in wanted.inOrder {
            if matchesOnlyEquals(elements[indices[0]]) {
                missing += indices.dropFirst(given.remove(indices.count, with: hash))
            } else {
                loose.append(indices)
            }
        }
        guard !work.isExhausted else { return (missing, []) }
        let free = given.inOrder.map(\.indices).filter { !$0.isEmpty }
        var assignment = Assignment(demands: loose.map(\.count), supplies: free.map(\.count))
        assignment.complete(&work) { wanted, given, work in
            matches(elements[loose[wanted][0]], actual[free[given][0]], &work)
        }
        for (group, count) in assignment.unmetDemands.enumerated() { missing += loose[group].suffix(count) }
        let extra = assignment.unusedSupplies.enumerated().flatMap { free[$0.offset].suffix($0.element) }
        return (missing.sorted(), extra.sorted())
    }

    /// Whether an element matches nothing but values equal to it.
    private func matchesOnlyEquals(_ element: Expected) -> Bool {
        !element.hasPlaceholders && (!ignoresExtraElements || element.isScalar)
    }
}

/// The indices of equal elements, in the order of their first ones.
private struct Groups {
    private var indices: [UInt64: [Int]] = [:]
    private var order: [UInt64] = []

    mutating func add(_ index: Int, _ hash: UInt64) {
        if indices[hash] == nil { order.append(hash) }
        indices[hash, default: []].append(index)
    }

    var inOrder: [(hash: UInt64, indices: [Int])] {
        order.map { ($0, indices[$0] ?? []) }
    }

    /// Removes indices with this hash, as many as there are up to a number.
    ///
    /// - Returns: How many were removed.
    mutating func remove(_ count: Int, with hash: UInt64) -> Int {
        let removed = min(count, indices[hash]?.count ?? 0)
        indices[hash]?.removeFirst(removed)
        return removed
    }
}
