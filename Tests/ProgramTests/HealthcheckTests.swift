import Foundation
import JSON
import TestSupport
import Testing

@Suite(.serialized) struct HealthcheckTests {
    @Test func `it asks the server that runs`() throws {
        var url = ""
        _ = try Program.serve { ready in
            url = try #require(ready["url"]?.string)
            let port = try #require(ready["port"]?.number?.int)
            #expect(try Program.run(["healthcheck", "--url", url]).status == 0)
            #expect(try Program.run(["healthcheck"], ["BREVO_EMULATOR_PORT": "\(port)"]).status == 0)
        }
        let end = try Program.run(["healthcheck", "--url", url])
        #expect(end.status == 1)
        #expect(end.lines.count == 1)
    }

    @Test func `it sends the token of a server that requires one`() throws {
        let variable = ["BREVO_EMULATOR_ADMIN_TOKEN": "s3cret"]
        _ = try Program.serve([], variable) { ready in
            let url = try #require(ready["url"]?.string)
            #expect(try Program.run(["healthcheck", "--url", url]).status == 1)
            #expect(try Program.run(["healthcheck", "--url", url, "--admin-token", "other"], variable).status == 1)
            #expect(try Program.run(["healthcheck", "--url", url, "--admin-token", "s3cret"]).status == 0)
            #expect(try Program.run(["healthcheck", "--url", url], variable).status == 0)
        }
    }

    @Test func `it finds the port that a server has taken in its port file`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("port").path
            let variables = ["BREVO_EMULATOR_PORT": "0", "BREVO_EMULATOR_PORT_FILE": file]
            _ = try Program.serve(["--port-file", file]) { _ in
                let end = try Program.run(["healthcheck"], variables)
                #expect(end.status == 0)
            }
        }
    }
}
