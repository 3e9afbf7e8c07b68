import BrevoEmulator
import Foundation
import HTTPMessage
import JSON
import Testing

/// Spec §12: the state of the default world outlives the program.
@Suite(.serialized) struct StateFileTests {
    private static let seed = Fixture.folder.appendingPathComponent("seeds/captured.json").path
    private static let key = "xkeysib-captured"

    private func client(_ ready: JSONObject) throws -> RawClient {
        try RawClient(UInt16(try #require(ready["port"]?.number?.int)))
    }

    @Test(arguments: [SIGTERM, SIGINT]) func `the next run goes on where a signal ended the one before`(
        signal: Int32
    ) throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("state.json")
            let options = ["--state-file", file.path, "--seed", Self.seed]
            var state = ""
            let end = try Program.serve(options, signal: signal) { ready in
                let client = try client(ready)
                try #require(try client.exchange(.invite(email: "new@acme.example", key: Self.key)).status == 200)
                // A read by a key that was never seen changes the state too.
                try #require(try client.exchange(.list(key: "xkeysib-new")).status == 200)
                state = try client.exchange(.state).text
            }
            #expect(end.status == 0)
            #expect(try String(contentsOf: file, encoding: .utf8) == state)
            _ = try Program.serve(options) { ready in
                let client = try client(ready)
                #expect(try client.exchange(.state).text == state)
                // The other worlds are forks of the seed, and a reset leads back to it.
                let other = try client.exchange(.raw("GET", "/worlds/t1/__emulator/state")).text
                #expect(other.contains("xkeysib-captured") && !other.contains("new@acme.example"))
                try #require(try client.exchange(.control("POST /reset")).status == 200)
                #expect(try client.exchange(.state).text == other)
            }
            #expect(try !String(contentsOf: file, encoding: .utf8).contains("new@acme.example"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state.json"])
        }
    }

    @Test(arguments: ["", "{", #"{"version":1,"accounts":[{"apiK"#, "[]", #"{"version":2}"#, #"{"version":1,"x":1}"#])
    func `a damaged file stops the start and stays as it is`(text: String) throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("state.json")
            try Data(text.utf8).write(to: file)
            let end = try Program.run(["--port", "0", "--state-file", file.path, "--seed", Self.seed])
            #expect(end.status == 1)
            #expect(end.lines.count == 1)
            #expect(end.errors.contains(file.path))
            #expect(end.output.isEmpty)
            #expect(try Data(contentsOf: file) == Data(text.utf8))
        }
    }

    @Test func `a file that cannot be read or written stops the start`() throws {
        try withTemporaryFolder { folder in
            for path in [folder.path, folder.path + "/none/state.json"] {
                let end = try Program.run(["--port", "0", "--state-file", path])
                #expect(end.status == 1)
                #expect(end.lines.count == 1)
                #expect(end.errors.contains(path))
            }
        }
    }

    @Test func `what a killed run left half-written is cleared away, and what belongs to others is not`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("state.json")
            for name in ["state.json.tmp-1abc", "state.json.bak", "other.json.tmp-1abc"] {
                try Data("{".utf8).write(to: folder.appendingPathComponent(name))
            }
            let end = try Program.serve([], ["BREVO_EMULATOR_STATE_FILE": file.path]) { _ in }
            #expect(end.status == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(names == ["other.json.tmp-1abc", "state.json", "state.json.bak"])
        }
    }

    @Test func `a link stays a link`() throws {
        try withTemporaryFolder { folder in
            let (file, link) = (folder.appendingPathComponent("state.json"), folder.appendingPathComponent("link"))
            try Data(#"{"version":1}"#.utf8).write(to: file)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            _ = try Program.serve(["--state-file", link.path]) { _ in }
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
            #expect(try String(contentsOf: file, encoding: .utf8).contains("template"))
        }
    }

    @Test func `a folder that goes away is told once, and the emulator goes on`() throws {
        try withTemporaryFolder { folder in
            let inner = folder.appendingPathComponent("inner")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
            let end = try Program.serve(["--log", "off", "--state-file", inner.path + "/state.json"]) { ready in
                let client = try client(ready)
                try FileManager.default.removeItem(at: inner)
                for number in 0..<20 {
                    #expect(try client.exchange(.list(key: "key\(number)")).status == 200)
                }
            }
            // The last write fails too, which is told by the status; how many failed before nobody can say.
            #expect(end.status == 1)
            #expect((1...2).contains(end.lines.count))
            #expect(end.lines.allSatisfy { $0.contains("inner/state.json") })
        }
    }
}

/// What tells the writer of the file that there is something to write.
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

    @Test func `what changes the default world is told, and what reads or is refused is not`() throws {
        let count = Count()
        let emulator = try Emulator(Acme.configuration { $0.stateChanged = { count.add() } })
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
    }

    @Test func `a kept state wins over the seed, and a bad one is told apart from a bad seed`() throws {
        let kept = try JSONDocument(Array(#"{"version":1,"accounts":[{"apiKeys":["kept"]}]}"#.utf8))
        let emulator = try Emulator(Acme.configuration { $0.state = kept })
        #expect(emulator.respond(to: .state).text.contains("\"kept\""))
        #expect(String(decoding: emulator.stateDocument(), as: UTF8.self) == emulator.respond(to: .state).text)
        let error = try #require(throws: InvalidSeed.self) { try Emulator(Acme.configuration { $0.state = JSONDocument(JSONValue.array([])) }) }
        #expect(error.source == .state)
    }
}
