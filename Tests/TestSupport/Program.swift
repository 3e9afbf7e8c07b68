package import Foundation
package import JSON

/// The built program, `brevo-emulator`, which lies beside the tests.
package enum Program {
    package static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("brevo-emulator")

    /// How a run of the program ended.
    package struct End {
        /// The exit status; the negative signal if one ended it.
        package let status: Int32
        package let output: String
        package let errors: String

        /// The lines on stderr.
        package var lines: [Substring] { errors.split(separator: "\n") }
    }

    /// The program ended before it was ready.
    package struct NotReady: Error {
        package let end: End
    }

    /// Runs a command to its end.
    package static func run(_ arguments: [String], _ variables: [String: String] = [:], as path: URL = path) throws
        -> End
    {
        try RunningProgram(path, arguments, variables).end()
    }

    /// Serves on a free port for as long as the body takes, then sends a signal.
    package static func serve(
        _ arguments: [String] = [],
        _ variables: [String: String] = [:],
        signal: Int32 = SIGTERM,
        _ body: (JSONObject) throws -> Void
    ) throws -> End {
        let program = try RunningProgram(serving: arguments, variables)
        do {
            try body(program.ready)
            program.send(signal)
        } catch {
            program.send(SIGKILL)
            throw error
        }
        return try program.end()
    }
}

/// A running program.
///
/// What it writes to stderr goes to a file, so that it is never held up.
package final class RunningProgram {
    /// What the ready line says; empty for another command than `serve`.
    package private(set) var ready: JSONObject = [:]

    private let process = Process()
    private let output = Pipe()
    private let errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    private var read = Data()

    /// Starts a program with these variables and no other of its own.
    package init(_ path: URL, _ arguments: [String], _ variables: [String: String] = [:]) throws {
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        process.executableURL = path
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("BREVO_EMULATOR_") }
            .merging(variables) { $1 }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Starts the emulator, on a free port unless the arguments name one, and waits until it is ready.
    package convenience init(serving arguments: [String], _ variables: [String: String] = [:]) throws {
        let port = arguments.contains("--port") ? [] : ["--port", "0"]
        try self.init(Program.path, port + arguments, variables)
        try waitUntilReady()
    }

    deinit { try? FileManager.default.removeItem(at: errors) }

    package func waitUntilReady() throws {
        while !read.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { throw Program.NotReady(end: try end()) }
            read += piece
        }
        ready = try JSONParser.parse(Array(read.prefix { $0 != UInt8(ascii: "\n") })).object ?? [:]
    }

    package var pid: Int32 { process.processIdentifier }

    /// The port that the ready line names.
    package var port: UInt16 { ready["port"]?.number?.int.flatMap(UInt16.init(exactly:)) ?? 0 }

    /// What the program has written to stderr so far.
    package var errorText: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    package func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for its end, which SIGKILL brings about after two minutes.
    package func end() throws -> Program.End {
        let pid = process.processIdentifier
        let deadline = DispatchWorkItem { kill(pid, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: deadline)
        defer { deadline.cancel() }
        read += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Program.End(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: read, as: UTF8.self),
            errors: errorText
        )
    }
}

/// Makes a folder that is removed afterwards.
package func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
