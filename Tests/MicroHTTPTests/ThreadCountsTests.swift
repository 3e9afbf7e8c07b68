import Dispatch
import MicroHTTP
import Testing

@Suite struct ThreadCountsTests {
    @Test func `what threads add at once is all in the sum`() {
        let counts = ThreadCounts()
        DispatchQueue.concurrentPerform(iterations: 100) { number in
            for _ in 0..<1000 { counts.add(number) }
            counts.add(-1000 * number + 1)
        }
        #expect(counts.total == 100)
    }
}
