import Testing

@testable import MicroHTTP

@Suite struct DribbleScheduleTests {
    @Test func `pieces differ by one byte at most and the last ends with the duration`() {
        let schedule = DribbleSchedule(size: 10, pieces: 4, duration: .seconds(4))
        #expect((0..<5).map(schedule.end) == [3, 6, 8, 10, 10])
        #expect((0..<5).map(schedule.time) == [1, 2, 3, 4, 4].map { .seconds($0) })
    }

    @Test(arguments: [(3, 100), (1, 1), (5, 0), (5, -1), (1000, 7)])
    func `every piece has a byte and all of them the body`(size: Int, pieces: Int) {
        let schedule = DribbleSchedule(size: size, pieces: pieces, duration: .seconds(1))
        let ends = (0..<max(1, min(size, pieces))).map(schedule.end)
        #expect(ends.first ?? 0 > 0)
        #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 })
        #expect(ends.last == size)
    }
}
