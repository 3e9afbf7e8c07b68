import HTTPMessage
import JSON
import Testing
import WireMock

/// Where templates can be, and when a response is one.
struct ResponseTemplateTests {
    private func send(_ response: JSONValue, _ world: inout AdminWorld) throws -> AdminWorld.Response {
        try world.send("POST /mappings", JSONValue.object(["response": response]).description)
    }

    @Test func `header values are templates, and a value from the request ends no header`() throws {
        var world = AdminWorld()
        try world.addTemplate([
            "body": "plain",
            "headers": [
                "Location": "/x{{request.url}}", "X-A": ["1", "{{request.query.q}}"], "X-B": "{{request.body}}",
            ],
        ])
        let sent = world.respond("/p?q=a%0D%0AX-Evil:+1", method: .post, body: "1\r\nX-Evil: 2\u{0}\u{7F}é")
        let response = try #require(sent)
        #expect(response.headers["Location"] == "/x/p?q=a%0D%0AX-Evil:+1")
        #expect(response.headers.values(of: "X-A") == ["1", "a  X-Evil: 1"])
        #expect(response.headers["X-B"] == "1  X-Evil: 2  é")
        #expect(response.headers["X-Evil"] == nil)
        #expect(response.body == Array("plain".utf8))
    }

    @Test func `a JSON body is one template`() throws {
        var world = AdminWorld()
        try world.addTemplate([
            "jsonBody": [
                "{{request.method}}": ["{{request.query.q}}", 1], "l": "{{#if request.query.q}}", "m": "{{/if}}",
            ]
        ])
        let text = world.text("/?q=x")
        #expect(text == #"{"GET":["x",1],"l":"","m":""}"#)
    }

    @Test func `a JSON body that is no longer JSON is a 500`() throws {
        var world = AdminWorld()
        try world.addTemplate(["jsonBody": ["a": "{{{request.query.q}}}"]])
        #expect(world.text("/?q=1") == #"{"a":"1"}"#)
        let response = world.respond("/?q=%22")
        #expect(response?.status == 500)
    }

    @Test(
        arguments: [
            (["body": "{{request.url}}"], ["status": 200, "body": "/u"]),
            (["jsonBody": ["a": "{{request.url}}"]], ["status": 200, "jsonBody": ["a": "/u"]]),
            (["bodyFileName": "f"], ["status": 200, "body": "file /u", "bodyFileName": "f"]),
            (
                ["body": "x", "headers": ["A": ["1", "{{request.url}}"], "B": "2"]],
                ["status": 200, "body": "x", "headers": ["A": ["1", "/u"], "B": "2"]]
            ),
            (["status": 404], ["status": 404]),
        ] as [(JSONValue, JSONValue)]
    )
    func `the journal has the response as it was rendered`(response: JSONValue, recorded: JSONValue) throws {
        var world = AdminWorld(templating: .global, files: ["f": "file {{request.url}}"])
        _ = try send(response, &world)
        _ = world.respond("/u")
        let events = try world.send("GET /requests").json["requests"]?.array
        #expect(events?.first?.object?["responseDefinition"] == recorded)
    }

    @Test func `a path template's variables are members of the path`() throws {
        var world = AdminWorld()
        try world.addTemplate(
            ["body": "{{request.path.a}}|{{request.path.[1]}}|{{request.path}}"],
            request: ["urlPathTemplate": "/{a}/x/{b}"]
        )
        let text = world.text("/o%20ne/x/two")
        #expect(text == "o%20ne|x|/o%20ne/x/two")
        let other: JSONValue = ["transformers": ["response-template"], "body": "{{request.path.c}}"]
        #expect(throws: AdminError.self) {
            try stub(["request": ["urlPathTemplate": "/{a}"], "response": other])
        }
    }

    @Test(arguments: [
        (StubOptions.Templating.disabled, true, "{{request.url}}"), (.disabled, false, "{{request.url}}"),
        (.perStub, true, "/u"), (.perStub, false, "{{request.url}}"), (.global, true, "/u"), (.global, false, "/u"),
    ])
    func `a response is a template by its stub's transformer, or globally`(
        templating: StubOptions.Templating,
        hasTransformer: Bool,
        text: String
    ) throws {
        var world = AdminWorld(templating: templating, files: ["f": "{{request.url}}"])
        for body in ["body": "{{request.url}}", "bodyFileName": "f"] {
            var response: JSONObject = [body.key: .string(body.value)]
            if hasTransformer { response["transformers"] = ["response-template"] }
            #expect(try send(.object(response), &world).response.status == .created)
            let rendered = world.text("/u")
            #expect(rendered == text)
        }
    }

    @Test func `body files and their names are templates`() throws {
        var world = AdminWorld(files: ["a": "A {{request.url}}", "b": "B {{foo}}", "plain": "{}"])
        func text(_ name: String, _ target: String, parameters: JSONObject = [:]) throws -> HTTPResponse? {
            try world.addTemplate(["bodyFileName": .string(name), "transformerParameters": .object(parameters)])
            return world.respond(target)
        }
        #expect(try text("a", "/x")?.body == Array("A /x".utf8))
        #expect(
            try text("a", "/x", parameters: ["disableBodyFileTemplating": true])?.body
                == Array("A {{request.url}}".utf8)
        )
        #expect(try text("plain", "/x")?.body == Array("{}".utf8))
        #expect(try text("{{request.query.f}}", "/?f=a")?.body == Array("A /?f=a".utf8))
        #expect(try text("{{request.query.f}}", "/?f=none")?.status == 500)
        // Known only when it is asked for.
        #expect(try text("{{request.query.f}}", "/?f=b")?.status == 500)
    }

    @Test func `a body file that is no valid template is refused when the stub arrives`() throws {
        var world = AdminWorld(files: ["b": "B {{foo}}"])
        let transformers: JSONValue = ["response-template"]
        let refused = try send(["bodyFileName": "b", "transformers": transformers], &world)
        #expect(refused.response.status == .unprocessableContent)
        let fault = try #require(refused.json["errors"]?.array?.first?.object)
        #expect(fault["source"] == ["pointer": "/response/bodyFileName"])
        #expect(fault["detail"]?.string?.hasPrefix("foo is not supported") == true)
        // WireMock accepts a stub before its file exists.
        #expect(try send(["bodyFileName": "later", "transformers": transformers], &world).response.status == .created)
        #expect(try send(["bodyFileName": "b"], &world).response.status == .created)
    }

    @Test(arguments: [
        (#"{"body":"{{foo}}"}"#, ["/response/body"]),
        (#"{"jsonBody":{"a":[1,"{{foo}}"]}}"#, ["/response/jsonBody/a/1"]),
        (#"{"headers":{"X-A":"{{foo}}","X-B":["a","{{bar}}"]}}"#, ["/response/headers/X-A", "/response/headers/X-B"]),
        (#"{"bodyFileName":"{{foo}}"}"#, ["/response/bodyFileName"]),
        (#"{"jsonBody":{"a":"{{#if request.url}}"}}"#, ["/response/jsonBody/a"]),
        (#"{"jsonBody":{"a":"{{upper \"a\"}}"}}"#, ["/response/jsonBody"]),
    ])
    func `each template that is not supported is named`(text: String, pointers: [String]) throws {
        var response = try #require(try JSONParser.parse(Array(text.utf8)).object)
        response["transformers"] = ["response-template"]
        let error = #expect(throws: AdminError.self) { try stub(["response": .object(response)]) }
        #expect(error?.faults.compactMap(\.pointer?.description) == pointers)
        #expect(error?.faults.allSatisfy { $0.detail?.isEmpty == false } == true)
    }

    @Test func `a base64 body is never a template`() throws {
        var world = AdminWorld()
        try world.addTemplate(["base64Body": "e3tyZXF1ZXN0LnVybH19"])
        let text = world.text("/")
        #expect(text == "{{request.url}}")
    }

    @Test func `rendered headers that are too long are a 500`() throws {
        var world = AdminWorld()
        try world.addTemplate(["headers": ["X-A": "{{request.body}}"]])
        let statuses = [8000, 9000].map { world.respond("/", body: String(repeating: "a", count: $0))?.status }
        #expect(statuses == [.ok, 500])
    }

    /// Templates that would take long or produce much.
    @Test(arguments: [
        String(repeating: "{{#each request.query}}", count: 30) + "x" + String(repeating: "{{/each}}", count: 30),
        String(repeating: "{{request.body}}", count: 9000), String(repeating: "{{base64 request.body}}", count: 9000),
        String(repeating: "{{jsonPath (trim request.body) '$..a'}}", count: 9000),
        String(repeating: "{{randomValue length=65536}}", count: 5000),
        "{{#each (jsonPath request.body '$')}}{{#each (jsonPath request.body '$')}}{{../../request.body}}{{/each}}{{/each}}",
    ])
    func `rendering ends within the budget`(template: String) throws {
        var world = AdminWorld()
        try world.addTemplate(["body": .string(template)])
        let target = "/?" + (0..<20).map { "q\($0)=x" }.joined(separator: "&")
        let body = "[" + (0..<50_000).map { String($0) }.joined(separator: ",") + "]"
        let request = HTTPRequest(method: .post, target: target, body: Array(body.utf8))
        var dice = Dice(state: 1)
        let error = #expect(throws: WorkBudget.Exhausted.self) {
            try world.state.respond(to: request, now: 0, random: &dice)
        }
        let id = try #require(world.state.stubs.all.first?.id.description)
        #expect(error?.hint == "Rendering the response of the stub \(id) takes too long; simplify its template.")
    }

    @Test(arguments: [
        String(repeating: "{{#if request.url}}", count: 10_000), String(repeating: "{{", count: 40_000) + "}}",
        "{{" + String(repeating: "(", count: 40_000) + "}}",
        "{{upper " + String(repeating: "(upper ", count: 10_000) + "}}",
        String(repeating: "{{!-- ", count: 9999) + "}}",
        String(repeating: "{{request.url}}", count: 10_001),
        "{{jsonPath request.body '\(String(repeating: "..a", count: 9000))'}}",
        "{{" + String(repeating: "../", count: 30_000) + "x}}",
        "{{request.query.\(String(repeating: "a.", count: 9000))b}}",
        "{{now format='\(String(repeating: "y", count: 10_000))'}}", "{{randomValue length=99999999999999999999}}",
        "{{#if request.url}}" + String(repeating: "{{else if request.url}}", count: 10_000) + "{{/if}}",
    ])
    func `a template without measure is refused`(template: String) throws {
        #expect(throws: AdminError.self) {
            try stub(["response": ["transformers": ["response-template"], "body": .string(template)]])
        }
    }
}
