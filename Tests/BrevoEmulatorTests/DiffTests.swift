import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// What has changed between two states, as a JSON Patch.
@Suite struct DiffTests {
    /// The operations and the paths: `add /accounts/0/users/2`.
    private func lines(_ response: HTTPResponse) throws -> [String] {
        try #require(JSONParser.parse(response.body).array).compactMap(\.object).map {
            "\($0["op"]?.string ?? "") \($0["path"]?.string ?? "")"
        }
    }

    @Test(arguments: Transport.allCases) func `one invitation is one user added`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let diff = HTTPRequest.control("GET /diff")
            #expect(try client.send(diff).text == "[]\n")
            try #require(try client.send(.invite(email: "new@acme.example")).status == 200)
            let answer = try client.send(diff)
            #expect(answer.status == 200)
            #expect(answer.headers["Content-Type"] == "application/json-patch+json")
            #expect(try lines(answer) == ["add /accounts/0/users/2"])
            let value = try JSONParser.parse(answer.body).array?.first?.object?["value"]?.object
            #expect(value?["email"] == "new@acme.example")
        }
    }

    @Test func `who invites somebody and takes it back has changed nothing`() throws {
        let emulator = try Emulator(Acme.configuration())
        try #require(emulator.respond(to: .invite(email: "new@acme.example")).status == 200)
        let cancel = HTTPRequest.api("PUT /organization/user/invitation/cancel/new@acme.example")
        try #require(emulator.respond(to: cancel).status == 200)
        #expect(emulator.respond(to: .control("GET /diff")).text == "[]\n")
    }

    @Test func `states are compared by the names of their snapshots`() throws {
        let emulator = try Emulator(Acme.configuration())
        func diff(_ query: String) throws -> [String] {
            try lines(emulator.respond(to: .control("GET /diff" + query)))
        }
        _ = emulator.respond(to: .control("PUT /snapshots/a"))
        _ = emulator.respond(to: .control("POST /users/ann@acme.example/accept"))
        _ = emulator.respond(to: .control("PUT /snapshots/b"))
        _ = emulator.respond(to: .api("DELETE /corporate/user/revoke/eve@acme.example"))
        _ = emulator.respond(to: .api("PUT /organization/user/invitation/revoke/plus+tag@acme.example"))

        let accepted = "replace /accounts/0/users/1/status"
        #expect(try diff("?from=a&to=b") == [accepted])
        #expect(try diff("?from=b&to=a") == [accepted])
        #expect(try diff("?to=b") == [accepted])
        let revoked = "remove /accounts/0/users/0"
        #expect(try diff("?from=b").first == revoked)
        #expect(try diff("?from=now&to=seed").contains("add /accounts/0/users/0"))
        #expect(try diff("?from=now&to=now").isEmpty)
        #expect(try diff("").contains("replace /accounts/0/users/0/status"))
    }

    @Test(arguments: ["?from=no", "?to=no", "?from=", "?to=a%20b"])
    func `a name that nothing has is not found`(query: String) throws {
        let answer = try Emulator(Acme.configuration()).respond(to: .control("GET /diff" + query))
        #expect(answer.status == 404)
        #expect(try JSONParser.parse(answer.body).object?["hint"]?.string?.contains("seed") == true)
    }

    @Test(arguments: ["seed", "now"]) func `no snapshot takes a name that has a meaning here`(name: String) throws {
        #expect(try Emulator(Acme.configuration()).respond(to: .control("PUT /snapshots/\(name)")).status == 400)
    }
}
