import BrevoCore
import CoreCommands
import Testing

/// The log that `GET /organization/activities` is answered from.
@Suite struct ActivityTests {
    private func activity(_ number: Int) -> Activity {
        Activity(
            Activity.Action(rawValue: String(number)),
            date: .invited + .seconds(number),
            userEmail: email("ann@acme.example"),
            visitor: Activity.Visitor()
        )
    }

    @Test(arguments: [0, 1, 100, 101, 10_000, 10_001, 25_050])
    func `the newest ten thousand are kept, in their order`(count: Int) {
        var log = ActivityLog()
        for number in 0..<count { log.append(activity(number)) }
        let kept = log.inOrder.compactMap { Int($0.action.rawValue) }
        #expect(kept == Array(count - kept.count..<count))
        #expect(log.count == kept.count)
        #expect(kept.count <= ActivityLog.capacity)
        // The oldest go a piece of a hundred at a time.
        #expect(kept.count > min(count, ActivityLog.capacity) - 100)
    }

    @Test func `a fork and its original go on apart`() {
        var log = ActivityLog()
        for number in 0..<150 { log.append(activity(number)) }
        var fork = log
        fork.append(activity(1000))
        log.append(activity(2000))
        #expect(log.inOrder.last == activity(2000))
        #expect(fork.inOrder.last == activity(1000))
        #expect(log.inOrder.dropLast() == fork.inOrder.dropLast())
    }

    @Test func `what an account does is its owner's, what a person does the person's`() throws {
        var accounts = Accounts([.acme()], template: .acme(), seed: 1)
        let visitor = Activity.Visitor(ip: "192.0.2.1", userAgent: "test/1")
        var context = CommandContext(now: .invited)
        _ = try accounts[0].invite(email("ann@acme.example"), privileges: .viewContacts, &context)
        accounts[0].log(context.events[...], by: visitor)
        try accounts[0].answerInvitation(of: email("ann@acme.example"), as: .user, by: .accept, &context)
        accounts[0].log(context.events.dropFirst(), by: Activity.Visitor())
        let log = accounts[0].activities.inOrder
        #expect(log.map(\.action.rawValue) == ["invite-user", "accept-user-invitation", "login-success"])
        #expect(log.map(\.userEmail.text) == ["boss@acme.example", "ann@acme.example", "ann@acme.example"])
        #expect(log.map(\.visitor.ip) == ["192.0.2.1", "127.0.0.1", "127.0.0.1"])
        #expect(context.events.count == 2)
    }
}
