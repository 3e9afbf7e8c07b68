import BrevoEmulator
import Team
import Testing

/// One server for all tests, on a free port of 127.0.0.1; each test has a world of its own.
private let server = Result { try EmulatorServer() }

@Suite struct InvitationTests {
    @Test func `who accepts is a member`() async throws {
        let world = try server.get().world("accepts")
        let team = Team(baseURL: world.baseURL, apiKey: "any")

        try await team.invite("ann@acme.example")
        #expect(try world.mails(to: "ann@acme.example").count == 1)
        try world.accept("ann@acme.example")

        let ann = try await team.members().first { $0.email == "ann@acme.example" }
        #expect(ann?.status == "active")
    }

    @Test func `an invitation ends after 72 hours`() async throws {
        let world = try server.get().world("expires")
        let team = Team(baseURL: world.baseURL, apiKey: "any")

        try await team.invite("ann@acme.example")
        try world.advance(by: .seconds(73 * 60 * 60))

        #expect(try await team.members().map(\.email) == ["owner@example.com"])
    }

    @Test func `a busy service is asked once more`() async throws {
        let world = try server.get().world("busy")
        try world.replaceChaos(with: ["rules": [["fault": ["status": 503], "times": 1]]])

        try await Team(baseURL: world.baseURL, apiKey: "any").invite("ann@acme.example")

        let invitations = try world.requests(matching: ["method": "POST"])
        #expect(invitations.map(\.status) == [503, 200])
        #expect(invitations.last?.json?.object?["email"] == "ann@acme.example")
    }
}
