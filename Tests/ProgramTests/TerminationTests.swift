import Foundation
import JSON
import TestSupport
import Testing

/// Signals, and descriptors that the caller of the program may have closed.
@Suite(.serialized) struct TerminationTests {
    /// A stub whose response takes an hour.
    private static let slowStub = #"{"request":{"url":"/slow"},"response":{"fixedDelayMilliseconds":3600000}}"#

    /// Starts a program with a request under way that does not end.
    private func busyProgram(_ arguments: [String] = []) throws -> RunningProgram {
        let program = try RunningProgram(serving: ["--log", "off"] + arguments)
        #expect(try HTTPExchange("POST /__admin/mappings", on: program.port, json: Self.slowStub).status == 201)
        let port = program.port
        Thread { _ = try? HTTPExchange("GET /slow", on: port) }.start()
        let isUnderWay = try eventually {
            try HTTPExchange("POST /__admin/requests/count", on: port, json: #"{"url":"/slow"}"#).body.contains("1")
        }
        try #require(isUnderWay)
        return program
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func `a signal ends it with 0`(signal: Int32) throws {
        let end = try Program.serve(signal: signal) { _ in }
        #expect(end.status == 0)
        #expect(end.errors.isEmpty)
    }

    @Test func `a second signal ends it at once`() throws {
        let program = try busyProgram()
        program.send(SIGTERM)
        // Refused connections show that the first signal was taken.
        #expect(eventually { (try? HTTPExchange("GET /__emulator/livez", on: program.port)) == nil })
        let start = ContinuousClock.now
        program.send(SIGINT)
        #expect(try program.end().status == 128 + SIGINT)
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test func `five seconds after the first signal nothing holds it up`() throws {
        let program = try busyProgram()
        let start = ContinuousClock.now
        program.send(SIGTERM)
        #expect(try program.end().status == 0)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func `a pause after the signal does not cut its end short`() throws {
        let program = try busyProgram()
        program.send(SIGTERM)
        #expect(eventually { (try? HTTPExchange("GET /__emulator/livez", on: program.port)) == nil })
        program.send(SIGSTOP)
        program.send(SIGCONT)
        #expect(try program.end().status == 0)
    }

    @Test func `nohup keeps SIGHUP from ending it`() throws {
        let program = try RunningProgram(
            URL(fileURLWithPath: "/usr/bin/nohup"),
            [Program.path.path, "--port", "0", "--log", "off"]
        )
        try program.waitUntilReady()
        program.send(SIGHUP)
        #expect(try HTTPExchange("GET /__emulator/readyz", on: program.port).status == 200)
        program.send(SIGTERM)
        #expect(try program.end().status == 0)
    }

    @Test func `requests for its end are one signal, however many there are`() throws {
        let program = try RunningProgram(serving: ["--log", "off"])
        let port = program.port
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            _ = try? HTTPExchange("POST /__admin/shutdown", on: port)
        }
        #expect(try program.end().status == 0)
    }

    @Test func `closed standard descriptors are no sockets`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("port")
            let program = try RunningProgram(
                URL(fileURLWithPath: "/bin/sh"),
                ["-c", "exec '\(Program.path.path)' --port 0 --port-file '\(file.path)' <&- >&- 2>&-"]
            )
            var port: UInt16?
            let isReady = eventually {
                port = (try? String(contentsOf: file, encoding: .utf8)).flatMap { UInt16($0.dropLast()) }
                return port != nil
            }
            try #require(isReady)
            for descriptor in 0...2 {
                let path = "/proc/\(program.pid)/fd/\(descriptor)"
                #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "/dev/null")
            }
            #expect(try HTTPExchange("GET /__emulator/readyz", on: try #require(port)).status == 200)
            program.send(SIGTERM)
            #expect(try program.end().status == 0)
        }
    }
}
