import Testing

@testable import EmulatorCore

/// When the memory of a state is estimated anew.
@Suite struct StateWeightTests {
    private static let mebibyte = 1 << 20

    @Test(
        arguments: [
            // Little has changed.
            (base: 0, growth: 16, left: 500, isDue: false),
            (base: 0, growth: 16, left: 0, isDue: false),
            // More than the least that is worth it.
            (base: 0, growth: 17, left: 500, isDue: true),
            // The state must have changed three times over while there is memory for as much again.
            (base: 50, growth: 149, left: 200, isDue: false),
            (base: 50, growth: 151, left: 200, isDue: true),
            // By an eighth where there is not.
            (base: 400, growth: 49, left: 50, isDue: false),
            (base: 400, growth: 51, left: 50, isDue: true),
        ]
    )
    func `a state is weighed when its changes may outweigh it`(base: Int, growth: Int, left: Int, isDue: Bool) {
        var weight = StateWeight(lineage: 1, memorySize: base * Self.mebibyte)
        // A change that adds a record counts 2 KiB more than its request.
        weight.grow(by: growth * Self.mebibyte - 2048, addsRecord: true)
        #expect(weight.total == (base + growth) * Self.mebibyte)
        #expect(weight.isDue(memoryLeft: left * Self.mebibyte) == isDue)
    }
}
