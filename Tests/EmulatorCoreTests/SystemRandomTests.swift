import Testing

@testable import EmulatorCore

@Suite struct SystemRandomTests {
    @Test func `no number comes twice, and no bit is always the same`() {
        var numbers = SystemRandom()
        let drawn = (0..<1000).map { _ in numbers.next() }
        #expect(Set(drawn).count == drawn.count)
        // About half of all bits are set, in every place.
        for bit in 0..<64 { #expect((300...700).contains(drawn.count { $0 >> UInt64(bit) & 1 == 1 })) }
    }
}
