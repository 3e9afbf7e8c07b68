import BrevoCore
import EmulatorCore
import Testing

@Suite struct VirtualClockTests {
    private let start = moment("2026-11-20T09:00:00Z")

    /// The moment so many seconds after the start.
    private func later(_ seconds: Int64) throws -> Timestamp {
        try #require(start.advanced(by: .seconds(seconds)))
    }

    @Test func `the real clock shows the real time`() throws {
        let clock = VirtualClock.real(at: start)
        #expect(clock.now(real: start) == start)
        #expect(clock.now(real: try later(5)) == (try later(5)))
        #expect(!clock.isFrozen)
        #expect(clock.rate == 1)
    }

    @Test func `a frozen clock does not advance`() throws {
        let clock = VirtualClock.frozen(at: start)
        #expect(clock.now(real: try later(1_000_000)) == start)
        #expect(clock.isFrozen)
    }

    @Test(arguments: [(0.0, 0), (0.5, 50), (1, 100), (60, 6000), (1_000_000, 100_000_000)] as [(Double, Int64)])
    func `a clock runs at its rate`(rate: Double, seconds: Int64) throws {
        var clock = VirtualClock.real(at: start)
        clock.set(rate: rate, real: start)
        #expect(clock.now(real: try later(100)) == (try later(seconds)))
    }

    @Test func `a new rate changes nothing of what has passed`() throws {
        var clock = VirtualClock.real(at: start)
        clock.set(rate: 60, real: start)
        clock.set(rate: 1, real: try later(10))
        #expect(clock.now(real: try later(20)) == (try later(610)))
    }

    @Test func `a clock that is frozen and let go has lost the time between`() throws {
        var clock = VirtualClock.real(at: start)
        clock.set(isFrozen: true, real: try later(10))
        #expect(clock.now(real: try later(50)) == (try later(10)))
        clock.set(isFrozen: false, real: try later(50))
        #expect(clock.now(real: try later(60)) == (try later(20)))
    }

    @Test func `setting one thing leaves the others`() throws {
        var clock = VirtualClock.frozen(at: start)
        clock.set(rate: 2, real: start)
        #expect(clock.isFrozen)
        #expect(clock.now(real: try later(9)) == start)
        clock.set(now: try later(-100), real: try later(9))
        #expect(clock.rate == 2)
        #expect(clock.isFrozen)
        #expect(clock.now(real: try later(99)) == (try later(-100)))
        clock.set(real: try later(99))
        #expect(clock.now(real: try later(99)) == (try later(-100)))
    }

    @Test func `advancing keeps a clock frozen, or running`() throws {
        var frozen = VirtualClock.frozen(at: start)
        try #require(frozen.advance(by: .seconds(60), real: try later(1)) == true)
        #expect(frozen.now(real: try later(2)) == (try later(60)))
        var running = VirtualClock.real(at: start)
        try #require(running.advance(by: .seconds(60), real: try later(1)) == true)
        #expect(running.now(real: try later(2)) == (try later(62)))
    }

    @Test func `no clock passes the year 9999`() throws {
        var clock = VirtualClock.real(at: start)
        let before = clock
        let advances = [Duration.seconds(Int64.max), .seconds(300_000_000_000)].map {
            clock.advance(by: $0, real: start)
        }
        #expect(advances == [false, false])
        #expect(clock == before)
        clock.set(now: Timestamp.range.upperBound, real: start)
        #expect(clock.now(real: try later(1)) == Timestamp.range.upperBound)
    }
}

/// The moment of this text, which must be one.
func moment(_ text: String) -> Timestamp {
    guard let moment = Timestamp(text) else { preconditionFailure("\(text) is no moment") }
    return moment
}
