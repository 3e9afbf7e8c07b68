import BrevoAPI
import BrevoCore
import BrevoEmulator
import EmulatorCore
import HTTPMessage
import JSON
import Testing

/// The description of what is served; `make test-openapi` validates it and sends what it describes.
@Suite struct OpenAPITests {
    private static let document = Result {
        try JSONParser.parse(try Emulator(Acme.configuration()).openAPIDocument())
    }

    @Test(arguments: Endpoint.all)
    func `an operation is described with its statuses`(endpoint: Endpoint) throws {
        let operation = try operation(endpoint.route.method, "/v3" + endpoint.route.path)
        #expect(operation["operationId"]?.string == endpoint.operation.id)
        let responses = try #require(operation["responses"]?.object)
        let samples = endpoint.refusals + endpoint.sharedRefusals
        let refused = samples.map { "\($0.response(under: .init()).status.rawValue)" }
        #expect(Set(responses.keys) == Set(refused + ["\(endpoint.success.status.rawValue)"]))
    }

    @Test(arguments: ControlCall.all.map { "\($0.method.rawValue) \($0.path)" })
    func `a call of the control plane is described`(call: String) throws {
        let halves = call.split(separator: " ")
        let described = try operation(HTTPMethod(rawValue: String(halves[0])), "/__emulator" + halves[1])
        #expect(described["summary"]?.string?.isEmpty == false)
    }

    @Test func `a guide for programs is served as plain text`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let guide = try client.send(.raw("GET", "/llms.txt", key: nil))
            #expect(guide.status == 200)
            #expect(guide.headers["Content-Type"] == "text/plain; charset=utf-8")
            #expect(guide.text.hasPrefix("# brevo-emulator\n"))
            // Every call that it names exists.
            let paths = guide.text.matches(of: /(?:GET|POST|PUT|PATCH) (\/[a-z][^\s,;:]*)/).map { String($0.output.1) }
            #expect(!paths.isEmpty)
            for path in paths where !path.hasPrefix("/v3") && !path.hasPrefix("/llms") {
                let known = ControlCall.all.map(\.path) + ["/mappings", "/requests/find", "/requests/count"]
                let bare = path.replacing("/__emulator", with: "").prefix { $0 != "?" }
                #expect(
                    known.contains { $0.replacing("{id}", with: "") == bare.replacing("{sib-request-id", with: "") }
                        || known.contains(String(bare)),
                    "\(path)"
                )
            }
        }
    }

    private func operation(_ method: HTTPMethod, _ path: String) throws -> JSONObject {
        let paths = try #require(try Self.document.get().object?["paths"]?.object)
        let item = try #require(paths[path]?.object, "\(path) is not described")
        return try #require(item[method.rawValue.lowercased()]?.object)
    }
}
