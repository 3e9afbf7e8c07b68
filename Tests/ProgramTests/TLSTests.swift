import Certificates
import Foundation
import JSON
import TestSupport
import Testing

/// `--tls-cert` and `--tls-key`.
@Suite(.serialized) struct TLSTests {
    @Test func `with a certificate and its key it serves https, and a health check follows`() throws {
        try withTemporaryFolder { folder in
            let certificate = try Certificate(in: folder)
            let variables = [
                "BREVO_EMULATOR_TLS_CERT": certificate.certificate.path, "BREVO_EMULATOR_TLS_KEY": certificate.key.path,
            ]
            let end = try Program.serve([], variables) { ready in
                let port = UInt16(try #require(ready["port"]?.number?.int))
                #expect(ready["url"] == .string("https://127.0.0.1:\(port)"))
                let text = try certificate.exchange("GET /__emulator/readyz HTTP/1.0\r\n\r\n", with: port)
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
                let same = variables.merging(["BREVO_EMULATOR_PORT": "\(port)"]) { $1 }
                #expect(try Program.run(["healthcheck"], same).status == 0)
                #expect(try Program.run(["healthcheck", "--url", "http://127.0.0.1:\(port)"]).status == 1)
            }
            #expect(end.status == 0)
        }
    }

    @Test func `files that are missing, or none of these, end it with 1 and one line`() throws {
        try withTemporaryFolder { folder in
            let certificate = try Certificate(in: folder)
            let (file, key) = (certificate.certificate.path, certificate.key.path)
            for (cert, key, line) in [
                ("/nonsense", key, "cannot read /nonsense"), (file, "/nonsense", "cannot read /nonsense"),
                (file, file, "no TLS"), (key, key, "no TLS"),
                ("/dev/null", "/dev/null", "not a file"),
            ] {
                let end = try Program.run(["--port", "0", "--tls-cert", cert, "--tls-key", key])
                #expect(end.status == 1)
                #expect(end.lines.count == 1)
                #expect(end.errors.contains(line))
                #expect(end.output.isEmpty)
            }
        }
    }
}
