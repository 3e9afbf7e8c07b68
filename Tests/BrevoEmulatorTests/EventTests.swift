import BrevoEmulator
import HTTPMessage
import JSON
import TestSupport
import Testing

/// `GET /__emulator/events`.
@Suite struct EventTests {
    private static let key = "xkeysib-" + String(repeating: "a", count: 40) + "1234"

    private func withEvents(
        _ change: (inout Emulator.Configuration) -> Void = { _ in },
        _ body: (EmulatorServer, EventClient, RawClient) throws -> Void
    ) throws {
        try withServer(Acme.configuration(change)) { server in
            try body(server, EventClient(server), RawClient(server.port))
        }
    }

    @Test func `it is a stream of events`() throws {
        try withEvents { _, events, _ in
            let head = events.head.lowercased()
            #expect(head.hasPrefix("http/1.1 200"))
            #expect(head.contains("\r\ncontent-type: text/event-stream\r\n"))
        }
    }

    @Test func `an invitation is a change of state and a request`() throws {
        try withEvents { _, events, client in
            #expect(try client.exchange(.invite(email: "Zoe@acme.example")).status == .ok)
            let state = try events.next()
            #expect(state.name == "state")
            #expect(state["event"] == "invited")
            #expect(state["role"] == "user")
            #expect(state["email"] == "Zoe@acme.example")
            #expect(state["at"] == "2026-11-20T09:00:00.000Z" || state["at"] == "2026-11-20T09:00:00Z")
            #expect(state.data["account"]?.object?["companyName"] == "Acme")

            let request = try events.next()
            #expect(request.name == "request")
            #expect(request["method"] == "POST")
            #expect(request["url"] == "/v3/organization/user/invitation/send")
            #expect(request.data["status"] == 200)
            #expect(request.data["wasMatched"] == true)
            #expect(request.id == state.id + 1)

            #expect(try client.exchange(.control("POST /users/Zoe@acme.example/accept")).status == .ok)
            #expect(try events.next()["event"] == "accepted")
        }
    }

    @Test(arguments: [
        ("POST /reset", nil, "reset"), ("PUT /clock", #"{"frozen":false}"#, "clockSet"),
        ("POST /clock/advance", #"{"by":"PT1H"}"#, "clockSet"), ("PUT /state", #"{"version":1}"#, "stateReplaced"),
        ("POST /snapshots/s/restore", nil, "restored"),
    ]) func `each command on a world is an event`(line: String, body: String?, event: String) throws {
        try withEvents { _, events, client in
            _ = try client.exchange(.control("PUT /snapshots/s"))
            _ = try client.exchange(.control(line, body))
            #expect(try events.next()["event"] == event)
        }
    }

    @Test func `a reset is an event, and the last one`() throws {
        try withEvents { _, events, client in
            _ = try client.exchange(.control("POST /reset"))
            #expect(try events.next()["event"] == "reset")
            #expect(events.rest() == "event: end\ndata: {\"reason\":\"the world was reset\"}\n\n")
        }
    }

    @Test func `what was refused is a request and no change`() throws {
        try withEvents { _, events, client in
            _ = try client.exchange(.control("PUT /clock", "{}x"))
            _ = try client.exchange(.control("POST /users/nobody@acme.example/accept"))
            _ = try client.exchange(.api("GET /nonsense"))
            let event = try events.next()
            #expect(event["url"] == "/v3/nonsense")
            #expect(event.data["status"] == 404)
            #expect(event.data["wasMatched"] == false)
        }
    }

    @Test(arguments: [false, true]) func `keys are shown whole only where they are to be`(showsKeys: Bool) throws {
        try withEvents({ $0.showsKeys = showsKeys }) { _, events, client in
            _ = try client.exchange(.invite(email: "zoe@acme.example", key: Self.key))
            let expected = showsKeys ? Self.key : "xkeysib-…1234"
            #expect(try events.next().data["account"]?.object?["key"]?.string == expected)
            #expect(try events.next()["key"] == expected)
        }
    }

    @Test func `a stub's answer names the stub, and a client's bytes stay in one line`() throws {
        try withEvents { _, events, client in
            let id = "9d9f1c1c-3d7e-4b43-8b38-0d8a4c8b1c11"
            let stub = #"{"id":"\#(id)","request":{"urlPattern":".*"},"response":{"status":418}}"#
            #expect(try client.exchange(.raw("POST", "/__admin/mappings", stub)).status == .created)
            _ = try client.exchange(.raw("GET", "/x?data:%0A%0Aevent:\u{2028}\u{E9}", key: "a\tb"))
            let event = try events.next()
            #expect(event["stub"] == id)
            #expect(event.data["status"] == 418)
        }
    }

    @Test func `a refusal says which rule refused, and how well it is known`() throws {
        try withEvents { _, events, client in
            _ = try client.exchange(.invite(email: "nobody"))
            let event = try events.next()
            #expect(event["source"] == "operation")
            #expect(event["operation"] == "inviteuser")
            #expect(event["rule"]?.isEmpty == false)
            #expect(["DOC", "OBS", "INF"].contains(event["basis"]))
            #expect(event["hint"]?.isEmpty == false)
            #expect(event["world"] == "default")
            #expect(event.data["account"]?.object?["companyName"] == "Acme")
            #expect(event.data["milliseconds"] != nil)
        }
    }

    @Test func `one stream has the events of all worlds, with their names`() throws {
        try withEvents { server, events, client in
            let all = try EventClient(server, query: "?worlds=all")
            _ = try client.exchange(.raw("GET", "/worlds/other/v3/nonsense"))
            _ = try client.exchange(.list(key: Acme.key))
            #expect(try [all.next()["world"], all.next()["world"]] == ["other", "default"])
            #expect(try events.next()["world"] == "default")
        }
    }

    @Test func `a reader can limit requests a second, and still gets every change`() throws {
        try withEvents { server, _, client in
            let few = try EventClient(server, query: "?limit=1")
            for _ in 0..<20 { _ = try client.exchange(.list(key: Acme.key)) }
            _ = try client.exchange(.control("POST /reset"))
            var names: [String] = []
            repeat { names.append(try few.next().name) } while names.last != "state"
            // The twenty requests may have come in two seconds, or in three on a busy machine.
            #expect((2...6).contains(names.count))
        }
    }

    @Test(arguments: ["?limit=0", "?limit=x", "?worlds=mine"]) func `a bad query opens no stream`(query: String) throws
    {
        try withEvents { _, _, client in
            let response = try client.exchange(.control("GET /events\(query)"))
            #expect(response.status == .badRequest)
        }
    }

    @Test func `events are numbered whether they are read or not, and each reader gets them all`() throws {
        try withEvents { server, first, client in
            _ = try client.exchange(.list(key: Acme.key))
            let second = try EventClient(server)
            _ = try client.exchange(.list(key: Acme.key))
            #expect(try [first.next().id, first.next().id] == [1, 2])
            #expect(try second.next().id == 2)
        }
    }

    @Test func `a world's events are its own, and end with it`() throws {
        try withEvents { server, events, client in
            let other = try EventClient(server, world: "other")
            _ = try client.exchange(.raw("GET", "/worlds/other/v3/nonsense"))
            #expect(try other.next()["url"] == "/v3/nonsense")
            #expect(try client.exchange(.control("DELETE /worlds/other")).status == .ok)
            #expect(other.rest() == "event: end\ndata: {\"reason\":\"the world was deleted\"}\n\n")
            _ = try client.exchange(.raw("GET", "/mine"))
            #expect(try events.next()["url"] == "/mine")
        }
    }

    @Test func `a stop ends the events`() throws {
        let server = try EmulatorServer(Acme.configuration())
        let events = try EventClient(server)
        _ = try RawClient(server.port).exchange(.list(key: Acme.key))
        server.stop(grace: .seconds(3600))
        #expect(try events.next().name == "request")
        #expect(events.rest() == "")
    }

    @Test func `a reader that left is forgotten, and no connection stays open`() throws {
        try withServer(Acme.configuration()) { server in
            for _ in 0..<50 { _ = try EventClient(server) }
            let client = try RawClient(server.port)
            let isForgotten = try eventually {
                // An event is what shows that a reader has left.
                _ = try client.exchange(.list(key: Acme.key))
                let metrics = try client.exchange(.control("GET /metrics")).text
                return metrics.contains("brevo_emulator_event_streams 0\n")
                    && metrics.contains("brevo_emulator_connections 1\n")
            }
            #expect(isForgotten)
        }
    }
}
