import Testing

@testable import EmulatorCore

/// At which of the requests that it matches a rule fires.
@Suite struct ChaosScheduleTests {
    @Test(
        arguments: [
            (.init(), Array(1...12)), (.init(after: 0), Array(1...12)), (.init(after: 9), [10, 11, 12]),
            (.init(after: 12), []), (.init(after: .max), []), (.init(nth: 1), [1]), (.init(nth: 12), [12]),
            (.init(nth: .max), []), (.init(every: 1), Array(1...12)), (.init(every: 5), [5, 10]),
            (.init(every: .max), []), (.init(times: 1), [1]), (.init(times: 2), [1, 2]),
            (.init(times: .max), Array(1...12)), (.init(after: 4, every: 2), [6, 8, 10, 12]),
            (.init(after: 4, nth: 5), [5]), (.init(nth: 6, every: 3), [6]), (.init(after: 4, times: 2), [5, 6]),
            (.init(every: 3, times: 2), [3, 6]), (.init(after: 5, every: 3, times: 2), [6, 9]),
            (.init(nth: 2, times: 5), [2]),
        ] as [(ChaosSchedule, [Int])]
    )
    func `all conditions look at the number of the request`(schedule: ChaosSchedule, expected: [Int]) {
        var firings: [Int] = []
        for number in 1...12 where schedule.applies(to: number, fired: firings.count, draw: 0) {
            firings.append(number)
        }
        #expect(firings == expected)
    }

    @Test(
        arguments: [
            (0, 0, false), (0.25, 0, true), (0.25, 0.24, true), (0.25, 0.25, false), (0.25, 0.26, false),
            (1, 0, true), (1, 1.0.nextDown, true), (nil, 1.0.nextDown, true),
        ] as [(Double?, Double, Bool)]
    )
    func `a draw below the probability fires`(probability: Double?, draw: Double, fires: Bool) {
        let schedule = ChaosSchedule(probability: probability)
        #expect(schedule.applies(to: 1, fired: 0, draw: draw) == fires)
        #expect(!ChaosSchedule(nth: 2, probability: probability).applies(to: 1, fired: 0, draw: draw))
    }

    @Test(
        arguments: [
            (.init(), false), (.init(nth: 3), false), (.init(after: 2, nth: 3), false), (.init(after: 3, nth: 3), true),
            (.init(nth: 6, every: 3), false), (.init(nth: 7, every: 3), true), (.init(after: 9, every: 3), false),
        ] as [(ChaosSchedule, Bool)]
    )
    func `a number that the other conditions rule out is reported`(schedule: ChaosSchedule, isImpossible: Bool) {
        #expect(schedule.isImpossible == isImpossible)
    }
}
