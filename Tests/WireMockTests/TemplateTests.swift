import HTTPMessage
import JSON
import Testing
import WireMock

/// Response templates; fixtures/wiremock/templates.json is compared with the real WireMock too.
struct TemplateTests {
    private static let fixture = WireMockTests.fixture("wiremock/templates.json").object ?? [:]

    private static func list(_ name: String) -> [JSONValue] {
        fixture[name]?.array ?? []
    }

    /// The response to the fixture's request, by a stub with this template as its body.
    private func render(_ template: String) throws -> HTTPResponse {
        let request = try #require(Self.fixture["request"]?.object)
        var world = AdminWorld()
        let parameters = try #require(Self.fixture["parameters"])
        try world.addTemplate(["body": .string(template), "transformerParameters": parameters])
        var headers = HTTPHeaders()
        for header in request["headers"]?.object?.members ?? [] {
            headers.append(header.key, try #require(header.value.string))
        }
        let body = try #require(request["body"]?.string)
        headers.append("Content-Length", String(body.utf8.count))
        let target = try #require(request["target"]?.string)
        let response = world.respond(target, method: .post, headers: headers, body: body)
        return try #require(response)
    }

    @Test(arguments: list("rendered"))
    func `a template is rendered as WireMock renders it`(row: JSONValue) throws {
        let (template, text) = try (#require(row.array?[0].string), #require(row.array?[1].string))
        #expect(try String(decoding: render(template).body, as: UTF8.self) == text)
    }

    @Test(arguments: list("random"))
    func `random text has the characters of its type`(row: JSONValue) throws {
        let (template, pattern) = try (#require(row.array?[0].string), #require(row.array?[1].string))
        let text = String(decoding: try render(template).body, as: UTF8.self)
        #expect(try text.wholeMatch(of: Regex(pattern)) != nil, "\(text)")
    }

    @Test(arguments: list("dates"))
    func `a template with the time can be rendered`(template: JSONValue) throws {
        #expect(try render(#require(template.string)).status == .ok)
    }

    @Test(arguments: list("refused"))
    func `a template that is not supported is refused with its place`(template: JSONValue) throws {
        let error = #expect(throws: AdminError.self) {
            try stub(["response": ["transformers": ["response-template"], "body": template]])
        }
        let fault = try #require(error?.faults.first)
        #expect(fault.pointer?.description == "/response/body")
        #expect(fault.detail?.hasSuffix(" of the template") == true)
        #expect(error?.status == .unprocessableContent)
    }

    @Test func `the fixture has all kinds of templates`() {
        for name in ["rendered", "random", "dates", "refused"] { #expect(Self.list(name).count > 10) }
    }

    @Test(arguments: WireMockTests.fixture("wiremock/date-formats.json").array ?? [])
    func `a date is formatted as Java formats it`(row: JSONValue) throws {
        let fields = try #require(row.array)
        let (zone, format) = try (#require(fields[1].string), #require(fields[2].string))
        let quote = format.contains("'") ? "\"" : "'"
        var world = AdminWorld()
        world.now = try #require(fields[0].number?.int)
        try world.addTemplate(["body": .string("{{now timezone='\(zone)' format=\(quote)\(format)\(quote)}}")])
        let text = world.text("/")
        #expect(text == fields[3].string)
    }

    @Test(arguments: [
        ("", "2026-09-21T14:13:20Z"), ("format='epoch'", "1790000000123"), ("format='unix'", "1790000000"),
        ("offset='3 days'", "2026-09-24T14:13:20Z"), ("offset='-24 seconds'", "2026-09-21T14:12:56Z"),
        ("offset='5 months'", "2027-02-21T14:13:20Z"), ("offset='-1 years'", "2025-09-21T14:13:20Z"),
        ("timezone='Australia/Sydney'", "2026-09-22T00:13:20+10:00"),
        ("timezone='Europe/Paris' offset='2 months'", "2026-11-21T15:13:20+01:00"),
    ])
    func `the time is the world's`(options: String, text: String) throws {
        var world = AdminWorld()
        world.now = 1_790_000_000_123
        try world.addTemplate(["body": .string("{{now \(options)}}")])
        let rendered = world.text("/")
        #expect(rendered == text)
    }

    @Test func `the same random numbers make the same text`() throws {
        func text() throws -> [UInt8]? {
            var (state, dice) = (WireMockState(journal: Journal(limits: nil)), Dice(state: 3))
            state.stubs.add(
                try StubMapping(
                    ["response": ["transformers": ["response-template"], "body": "{{randomValue length=99}}"]],
                    random: &dice
                )
            )
            return try state.respond(to: HTTPRequest(method: .get, target: "/"), now: 0, random: &dice)?.response.body
        }
        #expect(try text()?.count == 99)
        #expect(try text() == text())
    }
}

extension AdminWorld {
    /// Adds a stub for any request, whose response has the transformer for templates.
    mutating func addTemplate(_ response: JSONObject, request: JSONValue = [:]) throws {
        var response = response
        response["transformers"] = ["response-template"]
        state.stubs.add(try stub(["request": request, "response": .object(response)]))
    }

    mutating func text(_ target: String) -> String? {
        respond(target).map { String(decoding: $0.body, as: UTF8.self) }
    }
}
