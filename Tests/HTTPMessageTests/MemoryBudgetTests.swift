import Dispatch
import HTTPMessage
import Testing

@Suite struct MemoryBudgetTests {
    @Test func `no more than the limit is reserved`() {
        let budget = MemoryBudget(limit: 100)
        #expect(budget.reserve(0))
        #expect(budget.reserve(60))
        #expect(!budget.reserve(41))
        #expect(budget.used == 60)
        #expect(budget.reserve(40))
        #expect(!budget.reserve(1))
        budget.release(100)
        #expect(budget.used == 0)
        #expect(!budget.reserve(.max))
        #expect(budget.reserve(100))
    }

    @Test(arguments: [0, -1, .min]) func `a budget of nothing reserves nothing`(limit: Int) {
        let budget = MemoryBudget(limit: limit)
        #expect(!budget.reserve(1))
        #expect(budget.limit == 0)
    }

    @Test func `threads that reserve at once stay within the limit`() {
        let budget = MemoryBudget(limit: 1000)
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            for _ in 0..<1000 where budget.reserve(100 + number) {
                #expect(budget.used <= 1000)
                budget.release(100 + number)
            }
        }
        #expect(budget.used == 0)
    }

    @Test func `a large release is counted once`() {
        let budget = MemoryBudget(limit: 100)
        budget.countLargeRelease()
        #expect(budget.hasReleased(atLeast: MemoryBudget.largeRelease))
        #expect(!budget.hasReleased(atLeast: 1))
        #expect(budget.used == 0)
    }
}
