import BrevoCore
import CoreCommands
import Testing

@Suite struct IDSourceTests {
    @Test func `the same name and seed give the same ids`() {
        #expect(Self.draw(100, from: .named("acme", seed: 7)) == Self.draw(100, from: .named("acme", seed: 7)))
    }

    @Test func `the sequence is the same from build to build`() {
        // A state document made by one release is continued by the next.
        // FNV-1a of the name, then SplitMix64; worked out by another program.
        let ids = Self.draw(2, from: .named("acme", seed: 7)).map(\.description)
        #expect(ids == ["f8aac82a0555d52b563d654e", "6a72cb23f9c58278fb4dfeca"])
    }

    @Test func `10 000 ids repeat none`() {
        #expect(Set(Self.draw(10_000, from: .named("acme", seed: 7))).count == 10_000)
    }

    @Test(arguments: [("acme", UInt64(8)), ("acmf", 7), ("", 7), ("emca", 7), ("acme", .max)])
    func `another name or seed gives other ids`(name: String, seed: UInt64) {
        let own = Set(Self.draw(10_000, from: .named("acme", seed: 7)))
        #expect(own.isDisjoint(with: Self.draw(10_000, from: .named(name, seed: seed))))
    }

    @Test(arguments: [UInt64(1), 2, 3, 100, .max])
    func `neighbouring seeds share no ids`(seed: UInt64) {
        let own = Set(Self.draw(1000, from: IDSource(seed: 0)))
        #expect(own.isDisjoint(with: Self.draw(1000, from: IDSource(seed: seed))))
    }

    @Test(arguments: [UInt64(0), 1, 57])
    func `a sequence goes on where it was left`(count: UInt64) {
        let source = IDSource.named("acme", seed: 7)
        var left = source
        for _ in 0..<count { _ = left.next() }
        #expect(left.issued == count)
        let resumed = source.resumed(after: left.issued)
        #expect(resumed == left)
        #expect(Self.draw(10, from: resumed) == Self.draw(10, from: left))
    }

    @Test func `a copy draws on its own`() {
        var source = IDSource.named("acme", seed: 7)
        let copy = source
        let first = source.next()
        #expect(copy.issued == 0)
        #expect(Self.draw(1, from: copy) == [first])
    }

    private static func draw(_ count: Int, from source: IDSource) -> [ObjectID] {
        var source = source
        return (0..<count).map { _ in source.next() }
    }
}
