import BrevoEmulator
import Foundation
import HTTPMessage
import JSON
import Testing

/// Which requests are announced as changes of the state.
@Suite struct StateChangeTests {
    private final class Count: @unchecked Sendable {
        // Sendable because `value` is only touched while `lock` is held.
        private let lock = NSLock()
        private var value = 0

        func add() { lock.withLock { value += 1 } }
        func take() -> Int {
            lock.withLock {
                defer { value = 0 }; return value
            }
        }
    }

    @Test func `changes of the default world are reported, reads and refusals are not`() throws {
        let count = Count()
        let emulator = try Emulator(
            Acme.configuration {
                $0.stateChanged = {
                    count.add(); return nil
                }
            }
        )
        func changes(_ request: HTTPRequest) -> Bool {
            _ = emulator.respond(to: request)
            return count.take() > 0
        }
        #expect(changes(.invite(email: "new@acme.example")))
        #expect(changes(.list(key: "xkeysib-new")))
        #expect(changes(.control("POST /users/new@acme.example/accept")))
        #expect(changes(.control("POST /reset")))
        #expect(changes(.raw("POST", "/__admin/reset")))
        #expect(changes(.raw("POST", "/worlds/default/__emulator/reset")))

        #expect(!changes(.list(key: Acme.key)))
        #expect(!changes(.state))
        #expect(!changes(.control("GET /diff")))
        #expect(!changes(.raw("GET", "/__admin/requests")))
        #expect(!changes(.invite(email: "ann@acme.example")))
        #expect(!changes(.raw("OPTIONS", "/v3/x")))
        #expect(!changes(.raw("POST", "/worlds/t1/__emulator/reset")))
        #expect(!changes(.raw("PUT", "/__emulator/snapshots/s")))
        #expect(!changes(.raw("PUT", "/__emulator/chaos", #"{"rules":[]}"#)))
        #expect(!changes(.raw("POST", "/__admin/mappings", #"{"request":{"url":"/x"},"response":{}}"#)))
        #expect(!changes(.raw("POST", "/x", "{}")))
        #expect(!changes(.api("GET /account", key: nil)))
    }

    @Test func `a stored state takes precedence over the seed, and errors say which of them is invalid`() throws {
        let kept = try JSONDocument(Array(#"{"version":1,"accounts":[{"apiKeys":["kept"]}]}"#.utf8))
        let emulator = try Emulator(Acme.configuration { $0.state = kept })
        #expect(emulator.respond(to: .state).text.contains("\"kept\""))
        #expect(String(decoding: emulator.stateDocument(), as: UTF8.self) == emulator.respond(to: .state).text)
        let error = try #require(throws: InvalidSeed.self) {
            try Emulator(Acme.configuration { $0.state = JSONDocument(JSONValue.array([])) })
        }
        #expect(error.source == .state)
    }
}
