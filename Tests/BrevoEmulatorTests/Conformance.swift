import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// One request with the whole of its answer, as the specification has it.
struct Conformance: Sendable, CustomTestStringConvertible {
    let name: String
    /// What happens before, each with a status below 300.
    var before: [HTTPRequest] = []
    let request: HTTPRequest
    let status: HTTPStatus
    /// The exact body, in which `<id>`, `<number>`, `<key>` and `<token>` stand for any; nil for none.
    let body: String?
    /// `Allow`, where the answer must have it.
    var allow: String?
    /// A part of the hint that a success carries; every refusal must have one anyway.
    var hint: String?
    /// The list of the state document and the address in it that then has this status; nil for nobody.
    var leaves: (list: String, email: String, status: String?)?
    /// What differs from ``Acme/configuration(_:)``.
    var configuration: @Sendable (inout Emulator.Configuration) -> Void = { _ in }

    var testDescription: String { name }

    init(
        _ name: String,
        before: [HTTPRequest] = [],
        _ request: HTTPRequest,
        _ status: HTTPStatus,
        _ body: String?,
        allow: String? = nil,
        hint: String? = nil,
        configuration: @escaping @Sendable (inout Emulator.Configuration) -> Void = { _ in }
    ) {
        (self.name, self.before, self.request, self.status, self.body) = (name, before, request, status, body)
        (self.allow, self.hint, self.configuration) = (allow, hint, configuration)
    }

    /// Runs the case, and expects that a refusal changes nothing and that every answer has its headers.
    func check(by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration(configuration)) { client in
            for request in before { try #require(try client.send(request).status.rawValue < 300) }
            let state = try client.send(.state).text
            let response = try client.send(request)
            #expect(response.status == status)
            let shown = body?.contains("<") == true ? response.text.withoutIDs : response.text
            // Bytes, because equal texts need not have the same.
            #expect(Array(shown.utf8) == Array((body ?? "").utf8), "the body is \(shown)")
            checkHeaders(of: response)
            let after = try client.send(.state)
            if status.rawValue >= 400 || isQuestion { #expect(after.text == state) }
            if let leaves { #expect(try after.status(of: leaves.email, in: leaves.list) == leaves.status) }
        }
    }

    /// Whether the request asks of an account that there was before.
    private var isQuestion: Bool { request.method == .get && request.headers["api-key"] == Acme.key }

    /// The fields that every answer carries, and no others.
    private func checkHeaders(of response: HTTPResponse) {
        let hasContent = request.method == .head || body != nil
        var expected: [HTTPHeader] = hasContent ? [HTTPHeader("Content-Type", "application/json")] : []
        if let allow { expected.append(HTTPHeader("Allow", allow)) }
        expected += [
            HTTPHeader("access-control-allow-origin", "*"),
            HTTPHeader("access-control-allow-headers", "*"),
            HTTPHeader("access-control-allow-methods", "PUT, POST, GET, DELETE, PATCH, OPTIONS"),
            HTTPHeader("access-control-allow-credentials", "true"),
        ]
        let ofEmulator = ["sib-request-id", "X-Emulator-Hint", "X-Emulator-Basis"]
        let own = response.headers.filter { !ofEmulator.contains($0.name) }
        #expect(Set(own) == Set(expected))
        #expect(own.count == expected.count)
        let uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(response.headers.values(of: "sib-request-id").filter { $0.wholeMatch(of: uuid) != nil }.count == 1)
        let hints = response.headers.values(of: "X-Emulator-Hint")
        // The invitations of these tests grant permissions of the general group, which is worth a hint.
        let isUsual = hints.count == 1 && hints[0].contains("general group alone") && status == 200
        #expect(isUsual || hints.count == (status.rawValue >= 400 || hint != nil ? 1 : 0))
        #expect(hints.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
        if let hint { #expect(hints.first?.contains(hint) == true) }
        let bases = response.headers.values(of: "X-Emulator-Basis")
        #expect(bases.count == (status.rawValue >= 400 ? 1 : 0))
        #expect(bases.allSatisfy { $0.wholeMatch(of: /(DOC|OBS|INF) [a-z0-9-]+(; [a-z-]+=[a-z0-9]+)?/) != nil })
    }
}

extension HTTPResponse {
    /// The status of somebody in the first account of this state document; nil for nobody.
    fileprivate func status(of email: String, in list: String) throws -> String? {
        let document = try JSONParser.parse(body)
        let people = JSONPointer("/accounts/0/\(list)")?.resolve(in: document)
        return try #require(people?.array).first { $0.object?["email"]?.string == email }?.object?["status"]?.string
    }
}

extension String {
    /// The text with placeholders for what differs between runs.
    var withoutIDs: String {
        replacing(/"id":"[0-9a-f]{24}"/, with: "\"id\":\"<id>\"")
            .replacing(/"id":[1-9][0-9]{6}\b/, with: "\"id\":<number>")
            .replacing(/xkeysib-[0-9a-f]{64}-[0-9A-Za-z]{16}/, with: "<key>")
            .replacing(/"token":"[0-9a-f]{40}"/, with: "\"token\":\"<token>\"")
    }
}
