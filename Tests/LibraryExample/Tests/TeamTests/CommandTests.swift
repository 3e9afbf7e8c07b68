import BrevoEmulator
import JSON
import Team
import Testing

/// What a user's test may ask for beside: each command, from outside of the emulator's own package.
@Suite struct CommandTests {
    private let server: EmulatorServer

    init() throws {
        var configuration = Emulator.Configuration()
        configuration.seed = [
            "version": 1,
            "accounts": [
                ["apiKeys": ["acme"], "users": [["email": "ann@acme.example", "status": "pending"]]],
                ["apiKeys": ["other"], "users": [["email": "ann@acme.example", "status": "pending"]]],
            ],
        ]
        server = try EmulatorServer(configuration)
    }

    @Test(arguments: 1...8) func `worlds side by side share nothing`(number: Int) async throws {
        let world = try server.world("side-\(number)")
        let team = Team(baseURL: world.baseURL, apiKey: "acme")
        for guest in 1...number { try await team.invite("guest\(guest)@acme.example") }
        #expect(try await team.members().count == 2 + number)
        #expect(try world.requests.count == number + 1)
        #expect(try world.mails().count == number)
    }

    @Test func `a refusal says what to do about it`() throws {
        let world = server.defaultWorld
        #expect(throws: CommandRefused.self) { try world.accept("ann@acme.example") }
        do throws(CommandRefused) { try world.accept("nobody@acme.example") } catch {
            #expect(error.message == "nobody has invited nobody@acme.example as a user")
            #expect(!error.hint.isEmpty)
        }
        try world.decline("ann@acme.example", as: .user, account: "acme")
    }

    @Test func `a stub answers in the place of the service`() async throws {
        let world = try server.world("stubbed")
        try world.addStub([
            "request": ["urlPath": "/v3/organization/invited/users"],
            "response": ["status": 400, "jsonBody": ["code": "out_of_range", "message": "not today"]],
        ])
        await #expect(throws: Team.Refusal.self) {
            try await Team(baseURL: world.baseURL, apiKey: "acme").members()
        }
    }

    @Test func `a snapshot and a state lead back`() async throws {
        let world = try server.world("back")
        try world.freeze(at: "2026-11-20T09:00:00Z")
        try world.takeSnapshot("before")
        let before: JSONValue = try world.state
        try await Team(baseURL: world.baseURL, apiKey: "acme").invite("bob@acme.example")
        let after = try world.state
        #expect(after != before)
        try world.restoreSnapshot("before")
        #expect(try world.state == before)
        try world.replaceState(with: after)
        #expect(try world.state == after)
    }
}
