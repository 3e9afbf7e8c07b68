import Foundation
import JSON
import Testing

/// The built program, `brevo-emulator`, which stands beside the tests.
enum Program {
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("brevo-emulator")

    /// How a run of the program ended.
    struct End {
        let status: Int32
        let output: String
        let errors: String

        /// The lines on stderr.
        var lines: [Substring] { errors.split(separator: "\n") }
    }

    /// Runs a command to its end.
    static func run(_ arguments: [String], _ variables: [String: String] = [:], as path: URL = path) throws -> End {
        try Run(arguments, variables, path).end()
    }

    /// Serves on a free port for as long as the body takes; gives what the program had written when SIGTERM ended it.
    static func serve(
        _ arguments: [String] = [],
        _ variables: [String: String] = [:],
        signal: Int32 = SIGTERM,
        _ body: (JSONObject) throws -> Void
    ) throws -> End {
        let run = try Run(["--port", "0"] + arguments, variables, path)
        do {
            let line = try #require(try run.firstLine(), "the program ended without a ready line")
            try body(try #require(try JSONParser.parse(Array(line.utf8)).object))
            kill(run.process.processIdentifier, signal)
        } catch {
            run.process.terminate()
            throw error
        }
        return try run.end()
    }
}

/// A running program; what it writes to stderr goes to a file, so that it is never held up.
private final class Run {
    let process = Process()
    private let output = Pipe()
    private let errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    private var read = Data()

    init(_ arguments: [String], _ variables: [String: String], _ path: URL) throws {
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

    deinit { try? FileManager.default.removeItem(at: errors) }

    /// The first line on stdout; nil where the program ends without one.
    func firstLine() throws -> String? {
        while !read.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { return nil }
            read += piece
        }
        return String(decoding: read.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    func end() throws -> Program.End {
        read += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Program.End(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: read, as: UTF8.self),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }
}

/// A folder that is gone afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
