internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// What the emulator serves, as an OpenAPI 3.1 document: the API and the control plane.
///
/// Everything in it comes from the values that read requests, write responses and refuse.
package struct OpenAPIDocument {
    private let basePath: String
    private let version: String

    package init(basePath: String, version: String) { (self.basePath, self.version) = (basePath, version) }

    /// The form of the document, loosely.
    static let schema = JSONSchema.map(.any)

    /// The document as JSON.
    package func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("openapi", "3.1.0")
            json.object("info") { json in
                json.member("title", "Brevo user management, as emulated")
                json.member("version", version)
                json.member("description", Self.summary)
            }
            json.array("servers") { $0.object { $0.member("url", "/") } }
            json.object("paths") { json in
                writePaths(of: Endpoint.all.map { (basePath + $0.route.path, $0) }, to: &json) { json, endpoint in
                    json.object(endpoint.route.method.rawValue.lowercased()) { write(endpoint, to: &$0) }
                }
                let calls = ControlCall.all.map { (ControlPlane.prefix + $0.path, $0) }
                writePaths(of: calls, to: &json) { json, call in
                    json.object(call.method.rawValue.lowercased()) { write(call, to: &$0) }
                }
            }
            json.object("components") { writeComponents(to: &$0) }
        }
        return json.bytes
    }

    private static let summary = """
        Brevo's user management as brevo-emulator serves it, and the emulator's control plane. x-basis says how well \
        something is known: DOC (documented), OBS (observed on the wire) or INF (inferred); x-rules names the rules, \
        which GET /__emulator/rules lists with their sources.
        """

    /// Writes the items of each path together, in order of their first.
    private func writePaths<Item>(
        of items: [(path: String, item: Item)],
        to json: inout JSONWriter,
        _ write: (inout JSONWriter, Item) -> Void
    ) {
        var written: Set<String> = []
        for (path, _) in items where written.insert(path).inserted {
            json.object(path) { json in
                for (_, item) in items.filter({ $0.path == path }) { write(&json, item) }
            }
        }
    }

    private func write(_ endpoint: Endpoint, to json: inout JSONWriter) {
        json.member("operationId", endpoint.operation.id)
        json.member("summary", endpoint.operation.summary)
        json.array("tags") { $0.string(endpoint.route.path.split(separator: "/").first.map(String.init) ?? "") }
        json.member("x-basis", endpoint.operation.basis.mark)
        if let source = endpoint.operation.basis.source { json.member("x-source", source) }
        json.array("x-rules") { json in
            for rule in endpoint.operation.rules { json.string(rule.id) }
        }
        json.array("security") { json in
            for scheme in ["apiKey", "token"] { json.object { $0.array(scheme) { _ in } } }
        }
        let fields = endpoint.fields
        writeParameters(path: fields.path, query: fields.query, to: &json)
        if endpoint.takesBody { writeRequestBody(fields.bodySchema, to: &json) }
        json.object("responses") { json in
            json.object("\(endpoint.success.status.rawValue)") { writeSuccess(of: endpoint, to: &$0) }
            writeRefusals(of: endpoint, to: &json)
        }
    }

    private func writeSuccess(of endpoint: Endpoint, to json: inout JSONWriter) {
        json.member("description", endpoint.operation.summary)
        writeHeaders(isRefusal: false, to: &json)
        json.member("x-basis", endpoint.operation.basis.mark)
        guard let schema = endpoint.success.schema else { return }
        writeContent("application/json", schema, example: endpoint.success.example, to: &json)
    }

    /// The refusals of an operation, and those of any request, by status.
    private func writeRefusals(of endpoint: Endpoint, to json: inout JSONWriter) {
        let (own, shared) = (Self.responses(endpoint.refusals), Self.responses(endpoint.sharedRefusals))
        for status in Set((own + shared).map(\.status.rawValue)).sorted() {
            json.object("\(status)") { json in
                let ofStatus = own.filter { $0.status.rawValue == status }
                guard !ofStatus.isEmpty else {
                    return json.member("$ref", "#/components/responses/\(status)")
                }
                writeRefusal(ofStatus + shared.filter { $0.status.rawValue == status }, to: &json)
            }
        }
    }

    private static let responsesOfAny = responses(Endpoint.refusalsOfAny)

    private static func responses(_ refusals: [Refusal]) -> [RefusalResponse] {
        refusals.map { $0.response(under: Assumptions()) }
    }

    /// Writes the refusals that every operation shares.
    func writeSharedRefusals(to json: inout JSONWriter) {
        for status in Set(Self.responsesOfAny.map(\.status.rawValue)).sorted() {
            json.object("\(status)") { json in
                writeRefusal(Self.responsesOfAny.filter { $0.status.rawValue == status }, to: &json)
            }
        }
    }

    /// Writes a response that stands for all refusals with a status.
    private func writeRefusal(_ responses: [RefusalResponse], to json: inout JSONWriter) {
        let rules = responses.compactMap(\.rule).reduce(into: [Rule]()) { if !$0.contains($1) { $0.append($1) } }
        json.member("description", rules.map(\.text).joined(separator: "\n"))
        writeHeaders(isRefusal: true, to: &json)
        json.object("x-basis") { json in
            for rule in rules { json.member(rule.id, rule.basis.mark) }
        }
        json.object("content") { json in
            json.object("application/json") { json in
                json.object("schema") { $0.member("$ref", "#/components/schemas/Error") }
                json.object("examples") { json in writeExamples(responses, to: &json) }
            }
        }
    }

    /// An example for each rule, as the emulator sends it.
    private func writeExamples(_ responses: [RefusalResponse], to json: inout JSONWriter) {
        var written: Set<String> = []
        for response in responses {
            guard let rule = response.rule, written.insert(rule.id).inserted else { continue }
            json.object(rule.id) { json in
                json.key("value")
                // The gateway's bodies end with a line feed.
                let hasLineFeed = response.body.last == UInt8(ascii: "\n")
                json.raw(hasLineFeed ? Array(response.body.dropLast()) : response.body)
            }
        }
    }
}
