import Foundation
import JSON
import TestSupport
import Testing

/// Stub files: what `check` says about them, and what the start does with them.
@Suite(.serialized) struct StubFileTests {
    private static let mixed = """
        // A file with four stubs, of which two are not supported.
        {'mappings': [
            {"request": {"url": "/ok"}, "response": {"body": "it\\'s {{request.url}}"}},
            {"request": {"url": "/p"}, "response": {"proxyBaseUrl": "http://x", "bodyFileName": "a.json"}},
            {"request": {"urlx": "/q"}, "response": {"bodyFileName": "b.json"}},
            {"request": {"url": "/file"}, "response": {"bodyFileName": "c.json", "priority": 1}, "priority": "3"},
            {"request": {"url": "/missing"}, "response": {"bodyFileName": "d.json"}}
        ]} text
        """

    private func withMappings(_ files: [String: String], _ body: (URL) throws -> Void) throws {
        try withTemporaryFolder { folder in
            for (name, text) in files {
                let url = folder.appendingPathComponent(name)
                let directory = url.deletingLastPathComponent()
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
            try body(folder)
        }
    }

    @Test func `check names every fault and every missing body file in one run`() throws {
        try withMappings(["mappings/mixed.json": Self.mixed, "__files/c.json": "{}"]) { folder in
            let end = try Program.run(["check", folder.appendingPathComponent("mappings/mixed.json").path])
            #expect(end.status == 1)
            let places = end.output.split(separator: "\n").map { line in
                line.split(separator: ": ").dropFirst().first.map(String.init) ?? ""
            }
            #expect(
                Set(places) == [
                    "/mappings/1/response/proxyBaseUrl", "/mappings/1/response/bodyFileName",
                    "/mappings/2/request/urlx", "/mappings/2/response/bodyFileName",
                    "/mappings/3/response/priority", "/mappings/4/response/bodyFileName",
                ]
            )
            #expect(places.count == 6)
        }
    }

    @Test(arguments: [
        ("{{request.url}}", [], 0), ("{{request.url}}", ["--global-response-templating"], 0),
        ("{{hostname}}", [], 0), ("{{hostname}}", ["--global-response-templating"], 1),
    ])
    func `check reads body files as they are served`(text: String, options: [String], status: Int32) throws {
        let stub = #"{"request": {"url": "/a"}, "response": {"bodyFileName": "a.txt"}}"#
        try withMappings(["mappings/a.json": stub, "__files/a.txt": text]) { folder in
            let end = try Program.run(["check", folder.appendingPathComponent("mappings/a.json").path] + options)
            #expect(end.status == status, "\(end.output)")
        }
    }

    @Test func `a stub that is not supported stops the start, unless it may be left out`() throws {
        try withMappings(["mappings/mixed.json": Self.mixed, "__files/c.json": "c"]) { folder in
            let options = ["--port", "0", "--root-dir", folder.path]
            let refused = try Program.run(options)
            #expect(refused.status == 1)
            #expect(refused.lines.count == 1)
            for place in ["/mappings/1/response/proxyBaseUrl", "/mappings/2/request/urlx", "/mappings/4/response"] {
                #expect(refused.errors.contains(place))
            }
            let end = try Program.serve(options + ["--lenient-mappings", "--global-response-templating"]) { ready in
                let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
                #expect(try HTTPExchange("GET /ok", on: port).body == "it's /ok")
                #expect(try HTTPExchange("GET /p", on: port).status != 200)
                #expect(try HTTPExchange("GET /missing", on: port).status == 500)
            }
            // Three stubs were left out, and one names a file that does not exist.
            #expect(end.lines.count { $0.contains("a stub was left out: /mappings/") } == 3)
            #expect(end.lines.count { $0.contains("mixed.json: /mappings/4/response/bodyFileName") } == 1)
        }
    }

    @Test func `a file that is not JSON stops the start, unless it may be left out`() throws {
        let stub = #"{"request": {"url": "/ok"}, "response": {"status": 201}}"#
        try withMappings(["mappings/a.json": "<mapping/>", "mappings/b.json": stub]) { folder in
            let options = ["--port", "0", "--root-dir", folder.path]
            let refused = try Program.run(options)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("a.json: "))
            let end = try Program.serve(options + ["--lenient-mappings"]) { ready in
                let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
                #expect(try HTTPExchange("GET /ok", on: port).status == 201)
            }
            #expect(end.lines.count { $0.contains("a file was left out: ") && $0.contains("a.json: ") } == 1)
        }
    }
}
