import BrevoCore
import CoreCommands
import Testing

@Suite struct RosterTests {
    @Test func `a new roster is empty`() {
        let roster = Roster<User>()
        #expect(roster.count == 0)
        #expect(roster.inOrder.isEmpty)
        #expect(roster[email("ann@acme.example")] == nil)
    }

    @Test func `people are listed in the order of their invitations`() {
        let names = (0..<500).map { "u\($0 * 7919 % 500)@acme.example" }
        #expect(Self.roster(of: names).inOrder.map(\.email.text) == names)
    }

    @Test func `somebody appended again moves to the end and is there once`() {
        var roster = Self.roster(of: ["ann@a.b", "bob@a.b", "eve@a.b"])
        roster.append(Self.user("ANN@a.b"))
        #expect(roster.inOrder.map(\.email.text) == ["bob@a.b", "eve@a.b", "ANN@a.b"])
        #expect(roster.count == 3)
    }

    @Test func `a person added after a removal is last`() throws {
        var roster = Self.roster(of: ["ann@a.b", "bob@a.b", "eve@a.b"])
        try roster.take(.cancel, for: email("ann@a.b"), at: .invited)
        try roster.take(.cancel, for: email("eve@a.b"), at: .invited)
        roster.append(Self.user("zoe@a.b"))
        roster.append(Self.user("ann@a.b"))
        #expect(roster.inOrder.map(\.email.text) == ["bob@a.b", "zoe@a.b", "ann@a.b"])
    }

    @Test func `an update keeps everybody's place`() {
        var roster = Self.roster(of: ["ann@a.b", "bob@a.b"])
        roster.update(email("ANN@a.b")) { $0.locale = "de_DE" }
        #expect(roster.inOrder.map(\.email.text) == ["ann@a.b", "bob@a.b"])
        #expect(roster.inOrder.map(\.locale) == ["de_DE", "en_US"])
    }

    @Test func `people are counted by a condition`() throws {
        var roster = Self.roster(of: ["ann@a.b", "bob@a.b", "eve@a.b"])
        try roster.take(.accept, for: email("bob@a.b"), at: .invited)
        #expect(roster.count { $0.invitation.status(at: .invited) == .active } == 1)
        #expect(roster.count { $0.invitation.status(at: .invited) == .pending } == 2)
    }

    @Test(arguments: Standing.allCases, Invitation.Step.allCases)
    func `a step in the roster does what it does to the invitation`(
        standing: Standing,
        step: Invitation.Step
    ) {
        var roster = Self.roster(of: ["bob@a.b"])
        roster.append(Self.user("ann@a.b", standing.invitation))
        roster.append(Self.user("eve@a.b"))
        let before = roster
        do throws(StepRefused) {
            let next = try standing.invitation.taking(step, at: standing.now)
            let person = try roster.take(step, for: email("Ann@a.b"), at: standing.now)
            #expect(person == before[email("ann@a.b")])
            #expect(roster[email("ann@a.b")]?.invitation == next)
            #expect(roster.revision > before.revision)
            #expect(roster.count == (next == nil ? 2 : 3))
        } catch {
            #expect(throws: error) { try roster.take(step, for: email("Ann@a.b"), at: standing.now) }
            #expect(roster.inOrder == before.inOrder)
            #expect(roster.revision == before.revision)
        }
    }

    @Test(arguments: Invitation.Step.allCases)
    func `no step is possible for somebody who is not there`(step: Invitation.Step) {
        var roster = Self.roster(of: ["bob@a.b"])
        let revision = roster.revision
        #expect(throws: StepRefused(status: nil)) { try roster.take(step, for: email("ann@a.b"), at: .invited) }
        #expect(roster.inOrder.map(\.email.text) == ["bob@a.b"])
        #expect(roster.revision == revision)
    }

    @Test func `every change moves the revision`() throws {
        var roster = Roster<User>()
        var revisions = [roster.revision]
        roster.append(Self.user("ann@a.b"))
        revisions.append(roster.revision)
        roster.update(email("ann@a.b")) { $0.locale = "de_DE" }
        revisions.append(roster.revision)
        try roster.take(.accept, for: email("ann@a.b"), at: .invited)
        revisions.append(roster.revision)
        try roster.take(.revoke, for: email("ann@a.b"), at: .invited)
        revisions.append(roster.revision)
        #expect(revisions == revisions.sorted())
        #expect(Set(revisions).count == revisions.count)
    }

    @Test func `updating an unknown person changes nothing`() {
        var roster = Self.roster(of: ["ann@a.b"])
        let before = roster
        roster.update(email("bob@a.b")) { $0.locale = "de_DE" }
        #expect(roster.inOrder == before.inOrder)
        #expect(roster.revision == before.revision)
    }

    @Test func `a fork and its original change apart`() throws {
        var original = Self.roster(of: (0..<200).map { "u\($0)@a.b" })
        let before = original.inOrder
        var fork = original
        fork.append(Self.user("new@a.b"))
        fork.update(email("u0@a.b")) { $0.locale = "de_DE" }
        try fork.take(.cancel, for: email("u1@a.b"), at: .invited)
        let forked = fork.inOrder
        #expect(original.inOrder == before)
        try original.take(.accept, for: email("u2@a.b"), at: .invited)
        #expect(fork.inOrder == forked)
        #expect(original.inOrder != before)
    }

    private static func user(_ address: String, _ invitation: Invitation = Invitation(sentAt: .invited)) -> User {
        User(id: objectID("1"), email: email(address), locale: "en_US", privileges: [], invitation: invitation)
    }

    private static func roster(of addresses: [String]) -> Roster<User> {
        addresses.reduce(into: Roster()) { $0.append(user($1)) }
    }
}
