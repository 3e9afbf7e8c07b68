import Testing

@testable import EmulatorCore

/// When the memory of a state is estimated anew.
@Suite struct StateWeightTests {
    private static let mebibyte = 1 << 20

    @Test(
        arguments: [
            // Little has changed.
            (base: 0, growth: 16, removals: 10_000, left: 500, isDue: false),
            (base: 0, growth: 16, removals: 10_000, left: 0, isDue: false),
            // Enough has, of which much may be gone.
            (base: 0, growth: 20, removals: 10_000, left: 500, isDue: true),
            (base: 50, growth: 49, removals: 10_000, left: 500, isDue: false),
            (base: 50, growth: 52, removals: 10_000, left: 500, isDue: true),
            // Nothing can be gone.
            (base: 50, growth: 52, removals: 0, left: 500, isDue: false),
            (base: 50, growth: 52, removals: 100, left: 500, isDue: false),
            // There is no memory left for as much again.
            (base: 50, growth: 52, removals: 0, left: 50, isDue: true),
            (base: 400, growth: 49, removals: 0, left: 40, isDue: false),
        ]
    )
    func `a state is weighed when its changes say little about it`(
        base: Int,
        growth: Int,
        removals: Int,
        left: Int,
        isDue: Bool
    ) {
        var weight = StateWeight(lineage: 1, memorySize: base * Self.mebibyte)
        for _ in 0..<removals { weight.grow(by: 0, addsRecord: false) }
        // A change that adds a record counts 2 KiB more than its request.
        weight.grow(by: (base + growth) * Self.mebibyte - weight.total - 2048, addsRecord: true)
        #expect(weight.total == (base + growth) * Self.mebibyte)
        #expect(weight.isDue(memoryLeft: left * Self.mebibyte) == isDue)
    }
}
