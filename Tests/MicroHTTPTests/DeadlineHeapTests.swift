import TestSupport
import Testing

@testable import MicroHTTP

@Suite struct DeadlineHeapTests {
    @Test(arguments: [0, 1, 2, 3, 100, 1000], [UInt64.random(in: .min ... .max)])
    func `elements come out by their time`(count: Int, seed: UInt64) {
        var heap = DeadlineHeap<Int>()
        var random = SplitMix64(seed: seed)
        for element in (0..<count).shuffled(using: &random) {
            heap.insert(element, at: MonotonicTime(nanoseconds: UInt64(element / 2)))
        }
        var taken: [Int] = []
        while let element = heap.removeFirst(dueAt: .distantFuture) { taken.append(element) }
        #expect(taken.map { $0 / 2 } == (0..<count).map { $0 / 2 })
        #expect(Set(taken).count == count)
        #expect(heap.earliest == nil)
    }

    @Test func `nothing comes out before its time`() {
        var heap = DeadlineHeap<String>()
        heap.insert("late", at: MonotonicTime(nanoseconds: 10))
        heap.insert("early", at: MonotonicTime(nanoseconds: 5))
        #expect(heap.removeFirst(dueAt: MonotonicTime(nanoseconds: 4)) == nil)
        #expect(heap.removeFirst(dueAt: MonotonicTime(nanoseconds: 5)) == "early")
        #expect(heap.removeFirst(dueAt: MonotonicTime(nanoseconds: 9)) == nil)
        #expect(heap.earliest == MonotonicTime(nanoseconds: 10))
    }

    @Test(arguments: [Duration.seconds(Int64.max), .seconds(1 << 40), .nanoseconds(-1), .zero])
    func `a moment plus any duration is no earlier`(duration: Duration) {
        let now = MonotonicTime.now
        #expect(now + duration >= now)
    }
}
