import Foundation
import JSON
import TestSupport
import Testing

/// Paths that lead to no regular file: refused at once instead of read for ever.
@Suite(.serialized) struct InputFileTests {
    private func makeFIFO(_ url: URL) throws {
        try #require(unsafe mkfifo(url.path, 0o600) == 0)
    }

    private func expectRefusal(_ arguments: [String], naming path: String) throws {
        let end = try Program.run(arguments)
        #expect(end.status == 1)
        #expect(end.errors.contains(path) || end.output.contains(path))
        #expect(end.lines.count + end.output.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["--seed", "--state-file", "--tls-cert"])
    func `a pipe, a device or a directory is no file`(option: String) throws {
        try withTemporaryFolder { folder in
            let pipe = folder.appendingPathComponent("pipe")
            try makeFIFO(pipe)
            let more = option == "--tls-cert" ? ["--tls-key", "/nonsense"] : []
            for path in [pipe.path, "/dev/zero", "/dev/null", folder.path] {
                try expectRefusal(["--port", "0", option, path] + more, naming: path)
            }
        }
    }

    @Test func `neither are they stub files`() throws {
        try withTemporaryFolder { folder in
            let pipe = folder.appendingPathComponent("pipe.json")
            try makeFIFO(pipe)
            try expectRefusal(["--port", "0", "--mappings", folder.path], naming: pipe.path)
            try expectRefusal(["--port", "0", "--mappings", pipe.path], naming: pipe.path)
            try expectRefusal(["check", pipe.path], naming: pipe.path)
        }
    }

    @Test func `links in a circle among stub files are followed once`() throws {
        try withTemporaryFolder { folder in
            for name in ["a", "b"] {
                try FileManager.default.createSymbolicLink(
                    at: folder.appendingPathComponent(name),
                    withDestinationURL: folder
                )
            }
            let stub = #"{"request":{"url":"/x"},"response":{"status":204}}"#
            try Data(stub.utf8).write(to: folder.appendingPathComponent("stub.json"))
            _ = try Program.serve(["--mappings", folder.path]) { ready in
                let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
                #expect(try HTTPExchange("GET /x", on: port).status == 204)
            }
        }
    }
}
