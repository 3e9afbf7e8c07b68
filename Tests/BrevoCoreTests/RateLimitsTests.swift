import BrevoCore
import CoreCommands
import Testing

/// Fixed hours of the clock, for each account and endpoint.
@Suite struct RateLimitsTests {
    private func accounts(_ policy: RateLimits.Policy, _ plans: Plan...) -> Accounts {
        Accounts(
            plans.map { Account.acme(on: $0) },
            template: .acme(),
            seed: 1,
            rateLimits: RateLimits(policy)
        )
    }

    private static let hour = moment("2026-11-20T09:00:00Z")

    @Test(
        arguments: [(.free, 100), (.starter, 100), (.standard, 100), (.professional, 200), (.enterprise, 600)]
            as [(Plan, Int)]
    )
    func `the documented limit is the plan's`(plan: Plan, limit: Int) {
        var accounts = accounts(.documented, plan)
        #expect(accounts.countRequest(to: "/a", of: 0, at: Self.hour)?.limit == limit)
    }

    @Test func `nothing is counted where the limits are off`() {
        var accounts = accounts(.off, .free)
        #expect(accounts.countRequest(to: "/a", of: 0, at: Self.hour) == nil)
    }

    @Test func `the request after the last is one too many, and takes nothing`() throws {
        var accounts = accounts(.perHour(2), .free)
        let found = (0..<4).map { _ in accounts.countRequest(to: "/a", of: 0, at: Self.hour) }
        #expect(found.map { $0?.remaining } == [1, 0, 0, 0])
        #expect(found.map { $0?.isExceeded } == [false, false, true, true])
    }

    @Test func `each account and each endpoint has its own window`() {
        var accounts = accounts(.perHour(1), .free, .free)
        _ = accounts.countRequest(to: "/a", of: 0, at: Self.hour)
        #expect(accounts.countRequest(to: "/b", of: 0, at: Self.hour)?.isExceeded == false)
        #expect(accounts.countRequest(to: "/a", of: 1, at: Self.hour)?.isExceeded == false)
        #expect(accounts.countRequest(to: "/a", of: 0, at: Self.hour)?.isExceeded == true)
    }

    @Test(
        arguments: [("09:00:00Z", 3600), ("09:00:00.001Z", 3600), ("09:59:59Z", 1), ("09:59:59.999Z", 1)]
    )
    func `the window ends with the hour`(time: String, reset: Int) {
        var accounts = accounts(.perHour(1), .free)
        #expect(accounts.countRequest(to: "/a", of: 0, at: moment("2026-11-20T\(time)"))?.reset == reset)
    }

    @Test(arguments: ["2026-11-20T10:00:00Z", "2026-11-20T08:59:59.999Z", "1969-12-31T23:59:59Z"])
    func `another hour, later or earlier, opens the window again`(time: String) {
        var accounts = accounts(.perHour(1), .free)
        for _ in 0..<2 { _ = accounts.countRequest(to: "/a", of: 0, at: Self.hour) }
        #expect(accounts.countRequest(to: "/a", of: 0, at: moment(time))?.isExceeded == false)
    }

    @Test(
        arguments: [
            ("off", .off), ("documented", .documented), ("1", .perHour(1)), ("1000000", .perHour(1_000_000)),
            ("0", nil), ("-1", nil), ("1000001", nil), ("", nil), ("on", nil), ("1.5", nil),
        ] as [(String, RateLimits.Policy?)]
    )
    func `a policy is a word or a number`(text: String, policy: RateLimits.Policy?) {
        #expect(RateLimits.Policy(text) == policy)
    }
}
