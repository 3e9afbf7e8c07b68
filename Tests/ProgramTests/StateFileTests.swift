import Foundation
import JSON
import TestSupport
import Testing

/// The state of the default world survives the program.
@Suite(.serialized) struct StateFileTests {
    private static let seed = Fixtures.folder.appendingPathComponent("seeds/captured.json").path

    /// A folder with a state file in it, or none yet.
    private struct Place {
        let folder: URL
        var file: URL { folder.appendingPathComponent("state.json") }
        var options: [String] { ["--log", "off", "--state-file", file.path] }

        var text: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
        var names: [String] {
            get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        }
        func mode(_ url: URL? = nil) throws -> Int? {
            let attributes = try FileManager.default.attributesOfItem(atPath: (url ?? file).path)
            return (attributes[.posixPermissions] as? NSNumber)?.intValue
        }
    }

    private func withPlace(_ body: (Place) throws -> Void) throws {
        try withTemporaryFolder { try body(Place(folder: $0)) }
    }

    private func state(_ port: UInt16, world: String = "") throws -> String {
        try HTTPExchange("GET \(world)/__emulator/state", on: port).body
    }

    private func invite(_ email: String, _ port: UInt16) throws -> Int {
        try HTTPExchange(
            "POST /v3/organization/user/invitation/send",
            on: port,
            headers: ["api-key": "xkeysib-captured"],
            json: #"{"email":"\#(email)","all_features_access":true,"privileges":[{}]}"#
        ).status
    }

    private func list(_ key: String, _ port: UInt16) throws -> Int {
        try HTTPExchange("GET /v3/organization/invited/users", on: port, headers: ["api-key": key]).status
    }

    private func readiness(_ port: UInt16) throws -> Int {
        try HTTPExchange("GET /__emulator/readyz", on: port).status
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP], [[], ["--state-sync"]])
    func `the next run continues where a signal ended the one before`(signal: Int32, more: [String]) throws {
        try withPlace { place in
            let options = place.options + ["--seed", Self.seed] + more
            let first = try RunningProgram(serving: options)
            #expect(try invite("new@acme.example", first.port) == 200)
            // A request with a key that was never seen changes the state too.
            #expect(try list("xkeysib-new", first.port) == 200)
            let kept = try state(first.port)
            first.send(signal)
            #expect(try first.end().status == 0)
            #expect(place.text == kept)

            let second = try RunningProgram(serving: options)
            #expect(try state(second.port) == kept)
            // The other worlds are forks of the seed, and a reset restores it.
            let other = try state(second.port, world: "/worlds/t1")
            #expect(other.contains("xkeysib-captured") && !other.contains("new@acme.example"))
            #expect(try HTTPExchange("POST /__emulator/reset", on: second.port).status == 200)
            #expect(try state(second.port) == other)
            second.send(signal)
            #expect(try second.end().status == 0)
            #expect(!place.text.contains("new@acme.example"))
            #expect(try place.names == ["state.json"])
        }
    }

    @Test func `with --state-sync a response means that the change is in the file`() throws {
        try withPlace { place in
            let program = try RunningProgram(serving: place.options + ["--state-sync", "--seed", Self.seed])
            for number in 0..<20 {
                #expect(try invite("user\(number)@acme.example", program.port) == 200)
                #expect(place.text.contains("user\(number)@acme.example"))
                if number % 5 == 4 {
                    #expect(try HTTPExchange("POST /__emulator/reset", on: program.port).status == 200)
                    #expect(!place.text.contains("user\(number)@acme.example"))
                }
            }
            program.send(SIGKILL)
            _ = try program.end()
        }
    }

    @Test(arguments: ["", "{", #"{"version":1,"accounts":[{"apiK"#, "[]", #"{"version":2}"#, #"{"version":1,"x":1}"#])
    func `a damaged file stops the start and stays as it is`(text: String) throws {
        try withPlace { place in
            try Data(text.utf8).write(to: place.file)
            let end = try Program.run(["--port", "0", "--seed", Self.seed] + place.options)
            #expect(end.status == 1)
            #expect(end.lines.count == 1)
            #expect(end.errors.contains(place.file.path))
            #expect(end.output.isEmpty)
            #expect(place.text == text)
        }
    }

    @Test func `a file that cannot be read or written stops the start`() throws {
        try withPlace { place in
            for path in [place.folder.path, place.folder.path + "/none/state.json"] {
                let end = try Program.run(["--port", "0", "--state-file", path])
                #expect(end.status == 1)
                #expect(end.lines.count == 1)
                #expect(end.errors.contains(path))
            }
        }
    }

    @Test func `what a killed run left behind is removed, and what belongs to others is not`() throws {
        try withPlace { place in
            for name in ["state.json.tmp-1abc", "state.json.bak", "other.json.tmp-1abc"] {
                try Data("{".utf8).write(to: place.folder.appendingPathComponent(name))
            }
            let end = try Program.serve([], ["BREVO_EMULATOR_STATE_FILE": place.file.path]) { _ in }
            #expect(end.status == 0)
            #expect(try place.names == ["other.json.tmp-1abc", "state.json", "state.json.bak"])
        }
    }

    @Test(arguments: [true, false], ["state.json", "../FOLDER/state.json"])
    func `a link stays a link, to a file that exists or not`(exists: Bool, target: String) throws {
        try withPlace { place in
            let link = place.folder.appendingPathComponent("link")
            let target = target.replacing("FOLDER", with: place.folder.lastPathComponent)
            if exists { try Data(#"{"version":1}"#.utf8).write(to: place.file) }
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: target)
            let end = try Program.serve(["--state-file", link.path]) { _ in }
            #expect(end.status == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target)
            #expect(place.text.contains("template"))
        }
    }

    @Test func `a new file is for its owner alone, and an old one keeps its mode`() throws {
        try withPlace { place in
            _ = try Program.serve(place.options) { _ in }
            #expect(try place.mode() == 0o600)
            for mode in [0o640, 0o400, 0o664] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place.file.path)
                _ = try Program.serve(place.options) { _ in }
                #expect(try place.mode() == mode)
            }
        }
    }

    @Test func `a second process with the same file is refused, also by a link, until the first is gone`() throws {
        try withPlace { place in
            let link = place.folder.appendingPathComponent("link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: place.file)
            let first = try RunningProgram(serving: place.options + ["--seed", Self.seed])
            for round in 0..<3 {
                // The file is another one after each change.
                #expect(try invite("user\(round)@acme.example", first.port) == 200)
                for path in [place.file.path, link.path] {
                    let end = try Program.run(["--port", "0", "--state-file", path])
                    #expect(end.status == 1)
                    #expect(end.lines.count == 1)
                    #expect(end.errors.contains("another process"))
                }
            }
            #expect(eventually { place.text.contains("user2@acme.example") })
            first.send(SIGKILL)
            _ = try first.end()
            // The lock of a process that was killed is gone with it.
            let end = try Program.serve(place.options) { ready in
                let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
                #expect(try state(port).contains("user2@acme.example"))
            }
            #expect(end.status == 0)
        }
    }

    @Test func `while the file is behind it is retried, readyz says so, and one line is logged`() throws {
        try withPlace { place in
            let inner = Place(folder: place.folder.appendingPathComponent("inner"))
            try FileManager.default.createDirectory(at: inner.folder, withIntermediateDirectories: false)
            let program = try RunningProgram(serving: inner.options + ["--seed", Self.seed])
            #expect(try readiness(program.port) == 200)
            try FileManager.default.removeItem(at: inner.folder)
            #expect(try invite("new@acme.example", program.port) == 200)
            #expect(try eventually { try readiness(program.port) == 503 })
            let answer = try HTTPExchange("GET /__emulator/readyz", on: program.port)
            #expect(answer.body.contains("inner/state.json"))
            #expect(try HTTPExchange("GET /__emulator/livez", on: program.port).status == 200)
            for number in 0..<20 { #expect(try list("key\(number)", program.port) == 200) }
            // Without another change.
            try FileManager.default.createDirectory(at: inner.folder, withIntermediateDirectories: false)
            #expect(try eventually { try readiness(program.port) == 200 })
            #expect(inner.text.contains("new@acme.example") && inner.text.contains("key19"))
            program.send(SIGTERM)
            let end = try program.end()
            #expect(end.status == 0)
            #expect(end.lines.count == 2)
            #expect(end.lines.first?.contains("inner/state.json") == true)
            #expect(end.lines.last?.contains("up to date again") == true)
        }
    }

    @Test func `a file that cannot be written at the end is an error`() throws {
        try withPlace { place in
            let inner = Place(folder: place.folder.appendingPathComponent("inner"))
            try FileManager.default.createDirectory(at: inner.folder, withIntermediateDirectories: false)
            let end = try Program.serve(inner.options) { ready in
                let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
                try FileManager.default.removeItem(at: inner.folder)
                #expect(try list("key", port) == 200)
            }
            #expect(end.status == 1)
            #expect((1...2).contains(end.lines.count))
        }
    }

    @Test func `a full disk loses nothing`() throws {
        try withPlace { place in
            let program = try RunningProgram(serving: place.options + ["--state-sync", "--seed", Self.seed])
            let kept = place.text
            // A limit on the size of files stands for the disk: no file may be larger than nothing.
            try limitFileSize(of: program.pid, to: "0")
            #expect(try invite("new@acme.example", program.port) == 503)
            #expect(try readiness(program.port) == 503)
            #expect(place.text == kept)
            try limitFileSize(of: program.pid, to: "unlimited")
            #expect(eventually { place.text.contains("new@acme.example") })
            #expect(try invite("second@acme.example", program.port) == 200)
            #expect(try readiness(program.port) == 200)
            program.send(SIGTERM)
            #expect(try program.end().status == 0)
            #expect(try place.names == ["state.json"])
        }
    }

    private func limitFileSize(of pid: Int32, to limit: String) throws {
        let end = try Program.run(
            ["--pid", "\(pid)", "--fsize=\(limit):"],
            as: URL(fileURLWithPath: "/usr/bin/prlimit")
        )
        try #require(end.status == 0, "\(end.errors)")
    }
}
