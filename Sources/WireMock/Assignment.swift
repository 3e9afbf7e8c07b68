/// Meets as many demands as possible from supplies that they match: a maximum flow, found along augmenting paths.
struct Assignment {
    /// What each demand still lacks.
    private(set) var unmetDemands: [Int]
    /// What is left of each supply.
    private(set) var unusedSupplies: [Int]
    /// For each supply, how much of it meets which demand.
    private var uses: [[Int: Int]]
    /// The results of comparisons so far.
    private var results: [Int: Bool] = [:]

    init(demands: [Int], supplies: [Int]) {
        (unmetDemands, unusedSupplies) = (demands, supplies)
        uses = Array(repeating: [:], count: supplies.count)
    }

    typealias Comparison = (_ demand: Int, _ supply: Int, inout WorkBudget) -> Bool

    mutating func complete(_ work: inout WorkBudget, _ matches: Comparison) {
        // Most arrays are nearly in order, so the same position is tried first.
        for demand in unmetDemands.indices where unusedSupplies.indices.contains(demand) {
            if test(demand, demand, &work, matches) { use(demand, for: demand) }
        }
        for demand in unmetDemands.indices {
            while unmetDemands[demand] > 0, augment(demand, &work, matches) {}
        }
    }

    private mutating func use(_ supply: Int, for demand: Int) {
        let amount = min(unmetDemands[demand], unusedSupplies[supply])
        guard amount > 0 else { return }
        unmetDemands[demand] -= amount
        unusedSupplies[supply] -= amount
        uses[supply][demand, default: 0] += amount
    }

    private mutating func test(
        _ demand: Int,
        _ supply: Int,
        _ work: inout WorkBudget,
        _ matches: Comparison
    ) -> Bool {
        guard work.spend(2) else { return false }
        let key = demand * unusedSupplies.count + supply
        if let known = results[key] { return known }
        guard work.spend(6) else { return false }
        let result = matches(demand, supply, &work)
        results[key] = result
        return result
    }

    /// A demand on a path, the next supply to try for it, and the demands that use that supply.
    private struct Step {
        let demand: Int
        /// The supply that goes from this demand to the one before.
        let given: Int?
        var supply = -1
        var users: [Int] = []
    }

    /// Finds something for a demand; other demands take another supply if need be.
    private mutating func augment(_ demand: Int, _ work: inout WorkBudget, _ matches: Comparison) -> Bool {
        var isVisited = [Bool](repeating: false, count: unmetDemands.count)
        isVisited[demand] = true
        var path = [Step(demand: demand, given: nil)]
        while let last = path.indices.last {
            if let user = path[last].users.popLast() {
                guard !isVisited[user] else { continue }
                isVisited[user] = true
                path.append(Step(demand: user, given: path[last].supply))
                continue
            }
            path[last].supply += 1
            let supply = path[last].supply
            guard supply < unusedSupplies.count, !work.isExhausted else {
                path.removeLast()
                continue
            }
            guard test(path[last].demand, supply, &work, matches) else { continue }
            guard unusedSupplies[supply] == 0 else {
                apply(path)
                return true
            }
            path[last].users = Array(uses[supply].keys)
        }
        return false
    }

    /// Moves as much as possible along a path, whose last supply is not used up.
    private mutating func apply(_ path: [Step]) {
        var amount = min(unmetDemands[path[0].demand], unusedSupplies[path[path.count - 1].supply])
        for step in path {
            if let given = step.given { amount = min(amount, uses[given][step.demand] ?? 0) }
        }
        for step in path {
            if let given = step.given {
                let rest = (uses[given][step.demand] ?? 0) - amount
                uses[given][step.demand] = rest > 0 ? rest : nil
            }
            uses[step.supply][step.demand, default: 0] += amount
        }
        unmetDemands[path[0].demand] -= amount
        unusedSupplies[path[path.count - 1].supply] -= amount
    }
}
