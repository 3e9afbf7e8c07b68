import Certificates
import Foundation
import HTTPMessage
import JSON
import Testing

/// The program under the name `curl`, as the image has it; the exit codes are those of curl's manual.
@Suite(.serialized) struct CurlTests {
    /// Runs a command line `curl …`, in which `URL` stands for a running emulator's.
    private func curl(_ line: String, _ options: [String] = []) throws -> Program.End {
        try withTemporaryFolder { folder in
            let link = folder.appendingPathComponent("curl")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Program.path)
            var end: Program.End?
            _ = try Program.serve(["--log", "off"] + options) { ready in
                let url = try #require(ready["url"]?.string)
                let words = line.replacing("URL", with: url).split(separator: " ").map(String.init)
                end = try Program.run(words, as: link)
            }
            return try #require(end)
        }
    }

    @Test(arguments: [
        "-f URL/__admin/health", "-fsS URL/__admin/health", "--fail --silent --show-error -m 20 URL/__admin/health",
        "-sLk -m20 URL/__admin/health", "-f -o - URL/__admin/health -H X-A:b",
    ])
    func `it writes the body of an answer`(line: String) throws {
        let end = try curl(line)
        #expect(end.status == 0)
        #expect(end.output.hasPrefix(#"{"status":"healthy""#))
        #expect(end.errors.isEmpty)
    }

    @Test(
        arguments: [
            ("-f URL/nowhere", 22), ("-f http://localhost:1/", 7),
            ("http://nobody.invalid/", 6), ("ftp://localhost/", 1), ("http://localhost:x/", 3), ("-f", 2),
            ("--bogus URL", 2), ("-m x URL", 2), ("https://localhost:1/", 60), ("-k https://localhost:1/", 7),
            ("-o /nonsense/x URL/__admin/health", 23),
        ] as [(String, Int32)]
    )
    func `its failures have curl's codes, and a line that names them`(line: String, code: Int32) throws {
        let end = try curl(line)
        #expect(end.status == code)
        #expect(end.output.isEmpty)
        #expect(end.errors.hasPrefix("curl: (\(code)) "))
    }

    @Test(arguments: ["-s -f URL/nowhere", "URL/nowhere", "-f -o /dev/null URL/__admin/health"])
    func `it is quiet when asked to, and fails for an error only when asked to`(line: String) throws {
        let end = try curl(line)
        #expect(end.status == (line.hasPrefix("-s") ? 22 : 0))
        #expect(end.errors.isEmpty)
    }
}
