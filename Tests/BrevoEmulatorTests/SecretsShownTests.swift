import BrevoEmulator
import Foundation
import HTTPMessage
import JSON
import Testing

/// A journal, an event or a near miss shows no secret, unless it is asked to; patterns match what was sent.
@Suite struct SecretsShownTests {
    private static let secret = "s3cr3t-0123456789abcdef"

    /// Makes requests with secrets, and returns all that clients can read of them.
    private func shown(showsKeys: Bool) throws -> (text: String, secrets: [String]) {
        let emulator = try Emulator(
            Acme.configuration {
                $0.seed = try? JSONDocument(Array(Holding.seed.utf8))
                $0.showsKeys = showsKeys
            }
        )
        let created = emulator.respond(
            to: .api("POST /corporate/subAccount/key", #"{"id":\#(Holding.bakery),"name":"CI"}"#)
        )
        let key = try #require(try JSONParser.parse(created.body).object?["key"]?.string)
        var form = HTTPRequest.raw("POST", "/oauth/token", key: nil)
        form.headers.append("Content-Type", "application/x-www-form-urlencoded")
        form.body = Array("grant_type=client_credentials&client_id=me&client_secret=\(Self.secret)".utf8)
        let issued = emulator.respond(to: form)
        let token = try JSONParser.parse(issued.body).object?["access_token"]?.string
        for authorization in ["Bearer \(Self.secret)", "Basic \(Self.secret)"] {
            _ = emulator.respond(to: .raw("GET", "/v3/nothing", key: nil, headers: ["Authorization": authorization]))
        }
        _ = emulator.respond(to: .raw("GET", "/v3/nothing?api-key=\(Self.secret)", key: key))
        _ = emulator.respond(to: .raw("POST", "/__admin/mappings", #"{"request":{"urlPath":"/other"}}"#))
        let reads = [
            HTTPRequest.raw("GET", "/__admin/requests"), .raw("POST", "/__admin/requests/find", "{}"),
            .raw("GET", "/__admin/requests/unmatched"), .raw("GET", "/__admin/requests/unmatched/near-misses"),
            .raw("POST", "/__admin/near-misses/request-pattern", #"{"urlPath":"/z"}"#),
            .control("POST /requests/wait", #"{"pattern":{"method":"ANY"},"count":1}"#),
        ]
        let text = reads.map { emulator.respond(to: $0).text }.joined()
        try #require(text.contains("client_secret"))
        return (text, [key, Self.secret] + (token.map { [$0] } ?? []))
    }

    @Test func `no secret is shown`() throws {
        let (text, secrets) = try shown(showsKeys: false)
        for secret in secrets {
            #expect(!text.contains(secret))
            #expect(!text.contains(Data(secret.utf8).base64EncodedString()))
        }
        #expect(text.contains("…"))
    }

    @Test func `they are shown on request`() throws {
        let (text, secrets) = try shown(showsKeys: true)
        for secret in secrets { #expect(text.contains(secret)) }
    }

    @Test func `a pattern with the real value matches`() throws {
        let emulator = try Emulator(Acme.configuration())
        let headers: HTTPHeaders = ["Authorization": "Bearer \(Self.secret)"]
        _ = emulator.respond(
            to: .raw(
                "POST",
                "/v3/nothing?api-key=\(Self.secret)",
                #"{"token":"\#(Self.secret)"}"#,
                key: nil,
                headers: headers
            )
        )
        for pattern in [
            #"{"headers":{"Authorization":{"equalTo":"Bearer \#(Self.secret)"}}}"#,
            #"{"queryParameters":{"api-key":{"equalTo":"\#(Self.secret)"}}}"#,
            #"{"bodyPatterns":[{"equalToJson":"{\"token\":\"\#(Self.secret)\"}"}]}"#,
        ] {
            let count = emulator.respond(to: .raw("POST", "/__admin/requests/count", pattern))
            #expect(try JSONParser.parse(count.body).object?["count"] == 1, "\(pattern)")
        }
    }
}
