import HTTPMessage
import JSON
import Testing
import WireMock

/// What Jackson accepts in the documents of WireMock, although it is not what the field asks for.
struct LeniencyTests {
    @Test(arguments: [
        (#"{"priority":"3"}"#, "/priority", "3"), (#"{"priority":" 3 "}"#, "/priority", "3"),
        (#"{"priority":3.7}"#, "/priority", "3"), (#"{"priority":1e2}"#, "/priority", "100"),
        (#"{"priority":""}"#, "/priority", nil), (#"{"priority":null}"#, "/priority", nil),
        (#"{"persistent":"true"}"#, "/persistent", "true"), (#"{"persistent":"FALSE"}"#, "/persistent", "false"),
        (#"{"persistent":1}"#, "/persistent", "true"), (#"{"persistent":" "}"#, "/persistent", nil),
        (#"{"name":3.50}"#, "/name", #""3.50""#), (#"{"name":true}"#, "/name", #""true""#),
        (#"{"scenarioName":7}"#, "/scenarioName", #""7""#),
        (#"{"response":{"status":"201"}}"#, "/response/status", "201"),
        (#"{"response":{"status":""}}"#, "/response/status", "200"),
        (#"{"response":{"fixedDelayMilliseconds":"5"}}"#, "/response/fixedDelayMilliseconds", "5"),
        (#"{"response":{"statusMessage":5}}"#, "/response/statusMessage", #""5""#),
        (#"{"response":{"fault":" EMPTY_RESPONSE "}}"#, "/response/fault", #""EMPTY_RESPONSE""#),
        (
            #"{"response":{"delayDistribution":{"type":"uniform","lower":"1","upper":2.7}}}"#,
            "/response/delayDistribution/upper", "2"
        ),
        (
            #"{"response":{"delayDistribution":{"type":"lognormal","median":"80","sigma":"0.5"}}}"#,
            "/response/delayDistribution/sigma", "0.5"
        ),
        (#"{"request":{"url":3}}"#, "/request/url", #""3""#), (#"{"request":{"port":"80"}}"#, "/request/port", "80"),
        (#"{"request":{"headers":{"X":null}}}"#, "/request/headers", "{}"),
        (
            #"{"request":{"headers":{"X":{"equalTo":"a","caseInsensitive":"true"}}}}"#,
            "/request/headers/X/caseInsensitive", "true"
        ),
        (
            #"{"request":{"basicAuth":{"username":1,"password":2}}}"#,
            "/request/basicAuthCredentials/username", #""1""#
        ),
        (#"{"response":{"body":"x","jsonBody":{"a":1}}}"#, "/response/jsonBody", nil),
        (#"{"response":{"base64Body":"aGk=","jsonBody":1}}"#, "/response/base64Body", nil),
        (#"{"response":{"body":"x","bodyFileName":"f"}}"#, "/response/bodyFileName", #""f""#),
        (#"{"response":{"jsonBody":null}}"#, "/response/jsonBody", nil),
    ])
    func `a value of another type is converted`(document: String, pointer: String, echo: String?) throws {
        let stub = try stub(JSONParser.parse(Array(document.utf8)))
        #expect(JSONPointer(pointer)?.resolve(in: stub.json)?.description == echo)
    }

    @Test(arguments: [
        #"{"priority":"3.0"}"#, #"{"priority":true}"#, #"{"priority":[3]}"#, #"{"priority":99999999999}"#,
        #"{"persistent":"yes"}"#, #"{"persistent":"tRUE"}"#, #"{"name":{}}"#, #"{"response":{"fault":""}}"#,
        #"{"response":{"fault":"empty_response"}}"#, #"{"request":{"method":true}}"#,
        #"{"request":{"headers":{"X":{"equalTo":3}}}}"#, #"{"response":{"headers":{"X":3}}}"#,
        #"{"response":{"chunkedDribbleDelay":{"numberOfChunks":"","totalDuration":1}}}"#,
        #"{"response":{"delayDistribution":{"type":"uniform","lower":"","upper":1}}}"#,
    ])
    func `what Jackson refuses is refused`(document: String) {
        #expect(throws: AdminError.self) { try stub(JSONParser.parse(Array(document.utf8))) }
    }

    @Test(arguments: ["id", "uuid"])
    func `space around an identifier is ignored`(name: String) throws {
        let id = "03e1f3f8-d169-4ffe-b890-9543aad6b4f6"
        #expect(try stub([name: .string(" \(id.uppercased())\n")]).id.description == id)
        #expect(try stub([name: ""]).id.description != "")
    }

    @Test(arguments: [
        "// c\n{'name':'it\\'s'}", "{\"name\":\"it's\"} }", "{\"name\":\"x\", /* c */ 'name':\"it's\"}, trailing",
    ])
    func `the admin API accepts what Jackson does`(body: String) throws {
        var world = AdminWorld()
        #expect(try world.send("POST /mappings", body).json["name"] == "it's")
        #expect(try world.send("POST /mappings", "{name:1}").response.status == .unprocessableContent)
    }

    @Test func `JSON in a body and in a pattern may be Jackson's too`() throws {
        let pattern = try RequestPattern(["bodyPatterns": [["equalToJson": "{'a':1} x"]]])
        #expect(try pattern.matches(request("POST", "/", body: #"{"a":1}"#)))
        #expect(try pattern.matches(request("POST", "/", body: "// c\n{'a':1}")))
        #expect(try !pattern.matches(request("POST", "/", body: "{'a':2}")))
    }

    @Test func `GET_OR_HEAD is either method`() throws {
        let pattern = try RequestPattern(["method": "GET_OR_HEAD"])
        let matched = try ["GET", "HEAD", "POST", "GET_OR_HEAD"].filter { try pattern.matches(request($0, "/")) }
        #expect(matched == ["GET", "HEAD"])
        #expect(pattern.json == ["method": "GET_OR_HEAD"])
    }
}
