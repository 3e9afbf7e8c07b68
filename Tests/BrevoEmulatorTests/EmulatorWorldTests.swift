import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Synchronization
import Testing

/// Typed calls do what `/__emulator` does; what they do in detail is tested there.
@Suite struct EmulatorWorldTests {
    private let server: EmulatorServer
    private let world: EmulatorWorld

    init() throws {
        server = try EmulatorServer(Acme.configuration())
        world = try server.world("w")
    }

    /// Asks the world over HTTP, without a socket.
    @discardableResult
    private func ask(_ request: HTTPRequest) -> HTTPResponse {
        var request = request
        request.target = "/worlds/w" + request.target
        return server.emulator.respond(to: request)
    }

    private func status(of email: String) throws -> String? {
        let list = try JSONParser.parse(ask(.list(key: Acme.key)).body).object?["users"]?.array ?? []
        return list.first { $0.object?["email"]?.string == email }?.object?["status"]?.string
    }

    @Test func `the invited person accepts or declines`() throws {
        try world.takeSnapshot("s")
        try world.accept("ann@acme.example")
        #expect(try status(of: "ann@acme.example") == "active")
        try world.restoreSnapshot("s")
        try world.decline("ann@acme.example", account: Acme.key)
        // The service does not list who was rejected (OBS).
        #expect(try status(of: "ann@acme.example") == nil)
        try world.accept("eve@acme.example", as: .admin)
        #expect(throws: CommandRefused.self) { try world.decline("eve@acme.example", as: .admin) }
    }

    /// A command, and the request that is refused in the same words.
    struct Refused: Sendable {
        let command: @Sendable (EmulatorWorld) throws(CommandRefused) -> Void
        let request: HTTPRequest
    }

    @Test(arguments: [
        Refused(
            command: { (world) throws(CommandRefused) in try world.accept("nobody@acme.example") },
            request: .control("POST /users/nobody@acme.example/accept")
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.decline("no address", as: .admin) },
            request: .control("POST /users/no%20address/decline?kind=admin")
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.accept("ann@acme.example", account: "unknown") },
            request: .control("POST /users/ann@acme.example/accept?account=unknown")
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.restoreSnapshot("none") },
            request: .control("POST /snapshots/none/restore")
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.deleteSnapshot("none") },
            request: .control("DELETE /snapshots/none")
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.takeSnapshot("now") },
            request: .control("PUT /snapshots/now")
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.advance(by: .seconds(400_000_000_000)) },
            request: .control("POST /clock/advance", #"{"by":"PT400000000000S"}"#)
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.run(rate: -1) },
            request: .control("PUT /clock", #"{"rate":-1}"#)
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.replaceState(with: ["accounts": 1]) },
            request: .control("PUT /state", #"{"accounts":1}"#)
        ),
        Refused(
            command: { (world) throws(CommandRefused) in try world.replaceChaos(with: ["rules": [["nth": 0]]]) },
            request: .control("PUT /chaos", #"{"rules":[{"nth":0}]}"#)
        ),
    ])
    func `what is refused over HTTP is refused in the same words, and changes nothing`(refused: Refused) throws {
        let before = (try world.state, try world.clock, try world.snapshotNames, try world.chaos)
        let refusal = try #require(throws: CommandRefused.self) { try refused.command(world) }
        let after = (try world.state, try world.clock, try world.snapshotNames, try world.chaos)
        #expect(after == before)

        let answer = ask(refused.request)
        let body = try #require(try JSONParser.parse(answer.body).object)
        #expect(answer.status.rawValue >= 400)
        #expect(body["error"]?.string == refusal.message)
        #expect(body["hint"]?.string == refusal.hint)
        let faults = (body["faults"]?.array ?? []).compactMap(\.object)
        #expect(
            faults.map { "\($0["pointer"]?.string ?? ""): \($0["message"]?.string ?? "")" } == refusal.faults
        )
        for part in [refusal.message, refusal.hint] + refusal.faults { #expect("\(refusal)".contains(part)) }
    }

    @Test func `the clock can be frozen, advanced and resumed`() throws {
        try world.freeze(at: "2026-12-24T12:00:00+01:00")
        try world.advance(by: .seconds(90))
        #expect(try world.now == Timestamp("2026-12-24T11:01:30Z"))
        #expect(try world.clock.isFrozen)
        try world.run(from: Timestamp("2030-01-01T00:00:00Z"), rate: 0)
        #expect(try world.clock.rate == 0 && !world.clock.isFrozen)
        #expect(try world.now == Timestamp("2030-01-01T00:00:00Z"))
        try world.freeze()
        #expect(try world.clock.isFrozen)
        #expect(throws: CommandRefused.self) { try world.freeze(at: "tomorrow") }
        #expect(throws: CommandRefused.self) { try world.advance(by: .seconds(-1)) }
        #expect(throws: CommandRefused.self) { try world.run(rate: .nan) }
    }

    @Test func `a reset leads back to the seed`() throws {
        let before = try world.state
        try world.accept("ann@acme.example")
        try world.addStub(["request": ["urlPath": "/x"], "response": ["status": 202]])
        try world.replaceChaos(with: ["rules": [["fault": ["status": 503], "probability": 0.5]]])
        _ = ask(.invite(email: "new@acme.example"))
        try #require(try world.state != before)
        try world.reset()
        #expect(try world.state == before)
        #expect(try world.requests.isEmpty)
        #expect(try world.mails().isEmpty)
        #expect(try world.chaos == ["rules": []])
        #expect(ask(.raw("GET", "/x")).status == .notFound)
    }

    @Test func `requests are what the journal has, keys shortened`() throws {
        let key = "xkeysib-0123456789abcdef"
        ask(.invite(email: "new@acme.example", key: key))
        ask(.raw("GET", "/v3/unknown", key: key))
        ask(.raw("GET", "/__emulator/state"))
        let requests = try world.requests
        try #require(requests.count == 2)
        #expect(requests.map(\.method) == [.post, .get])
        #expect(requests.map(\.url) == ["/v3/organization/user/invitation/send", "/v3/unknown"])
        #expect(requests.map(\.status) == [.ok, .notFound])
        #expect(requests.map(\.wasMatched) == [true, false])
        #expect(requests[0].headers["API-Key"] == "xkeysib-…cdef")
        #expect(requests[0].headers["content-type"] == "application/json")
        #expect(requests[0].json?.object?["email"] == "new@acme.example")
        #expect(requests[1].json == nil)
        #expect(requests[0].receivedAt == Timestamp("2026-11-20T09:00:00Z"))

        #expect(try world.requests(matching: ["headers": ["api-key": ["equalTo": .string(key)]]]).count == 2)
        #expect(try world.requests(matching: ["method": "GET"]).map(\.url) == ["/v3/unknown"])
        let refusal = #expect(throws: CommandRefused.self) { try world.requests(matching: ["verb": "GET"]) }
        #expect(refusal?.faults == [#"/verb: Unrecognized field "verb""#])
    }

    @Test func `keys are shown whole where the configuration says so, and no journal is no empty one`() throws {
        let shown = try EmulatorServer(Acme.configuration { $0.showsKeys = true })
        _ = shown.emulator.respond(to: .list(key: Acme.key))
        #expect(try shown.defaultWorld.requests.first?.headers["api-key"] == Acme.key)
        let without = try EmulatorServer(Acme.configuration { $0.journalSize = nil })
        #expect(throws: CommandRefused.self) { try without.defaultWorld.requests }
    }

    @Test func `mails have links that lead back`() throws {
        ask(.invite(email: "new@acme.example"))
        ask(.api("PUT /organization/user/invitation/resend/new@acme.example"))
        ask(.invite(email: "other@acme.example", key: Acme.organizationKey))
        let mails = try world.mails(to: "NEW@acme.example")
        #expect(mails.map(\.kind) == [.resend, .invitation])
        #expect(try world.mails(account: Acme.organizationKey).map(\.to) == ["other@acme.example"])
        #expect(try world.mails().count == 3)
        let mail = try #require(mails.first)
        #expect(mail.role == .user)
        #expect(mail.companyName == "Acme")
        #expect(mail.apiKey == "xkeysib-…")
        #expect(mail.expiresAt == Timestamp("2026-11-23T09:00:00Z"))
        #expect(mail.text.contains(mail.pageLink) && mail.html.contains(mail.pageLink))
        #expect(mail.pageLink.hasPrefix(world.url + "/invitations/"))

        let target = String(mail.acceptLink.dropFirst(server.url.count))
        let answer = try RawClient(server.port).exchange(.raw("POST", target, headers: ["Accept": "application/json"]))
        #expect(answer.status == .ok)
        #expect(try status(of: "new@acme.example") == "active")
        #expect(throws: CommandRefused.self) { try world.mails(to: "no address") }
    }

    @Test func `a stub answers, a bad one is refused, and a rule fires until it is ended`() throws {
        let id = try world.addStub(["request": ["urlPath": "/x"], "response": ["status": 202]])
        let answer = ask(.raw("GET", "/x"))
        #expect(answer.status == 202)
        #expect(answer.headers["Matched-Stub-Id"] == id)
        let refusal = #expect(throws: CommandRefused.self) { try world.addStub(["response": ["status": "ok"]]) }
        #expect(refusal?.faults.first?.hasPrefix("/response/status: ") == true)

        try world.replaceChaos(with: ["rules": [["fault": ["status": 503]]]])
        #expect(ask(.raw("GET", "/x")).status == 503)
        #expect(try world.chaos.object?["rules"]?.array?.count == 1)
        try world.endChaos()
        #expect(ask(.raw("GET", "/x")).status == 202)
    }

    @Test func `a command that changes the default world is reported`() throws {
        let changes = Changes()
        let server = try EmulatorServer(
            Acme.configuration {
                $0.stateChanged = {
                    changes.add()
                    return nil
                }
            }
        )
        _ = try server.defaultWorld.state
        try server.world("other").accept("ann@acme.example")
        #expect(throws: CommandRefused.self) { try server.defaultWorld.accept("nobody@acme.example") }
        #expect(changes.count == 0)
        try server.defaultWorld.accept("ann@acme.example")
        #expect(changes.count == 1)
    }

    private final class Changes: Sendable {
        private let number = Atomic(0)

        var count: Int { number.load(ordering: .relaxed) }

        func add() { number.add(1, ordering: .relaxed) }
    }

    @Test func `commands from many threads are all carried out`() async throws {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    _ = try? world.takeSnapshot("s\(number)")
                    ask(.invite(email: "user\(number)@acme.example"))
                }
            }
        }
        #expect(try world.snapshotNames.count == 50)
        #expect(try world.mails().count == 50)
        #expect(try world.requests.count == 50)
    }
}
