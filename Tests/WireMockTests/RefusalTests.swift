import HTTPMessage
import JSON
import Testing
import WireMock

/// What is unsupported or malformed is a 422 with its place, never ignored.
struct RefusalTests {
    @Test(arguments: [
        (#"{"bogus":1}"#, "/bogus"),
        (#"[]"#, "/"),
        (#"{"id":"xx"}"#, "/id"),
        (#"{"priority":"a"}"#, "/priority"),
        (#"{"name":[]}"#, "/name"),
        (#"{"metadata":[]}"#, "/metadata"),
        (#"{"postServeActions":[{"name":"webhook"}]}"#, "/postServeActions"),
        (#"{"serveEventListeners":[{"name":"webhook"}]}"#, "/serveEventListeners"),
        (#"{"request":[]}"#, "/request"),
        (#"{"request":{"urlx":"/x"}}"#, "/request/urlx"),
        (#"{"request":{"url":{}}}"#, "/request/url"),
        (#"{"request":{"url":"/a","urlPath":"/b"}}"#, "/request/urlPath"),
        (#"{"request":{"urlPattern":"("}}"#, "/request/urlPattern"),
        (#"{"request":{"urlPathPattern":"[a&&&b]"}}"#, "/request/urlPathPattern"),
        (#"{"request":{"urlPathTemplate":"/{a}/{a}"}}"#, "/request/urlPathTemplate"),
        (#"{"request":{"pathParameters":{"a":{"equalTo":"1"}}}}"#, "/request/pathParameters"),
        (#"{"request":{"method":1}}"#, "/request/method"),
        (#"{"request":{"method":{"oneOf":[]}}}"#, "/request/method/oneOf"),
        (#"{"request":{"method":{"oneOf":["GET"],"noneOf":["PUT"]}}}"#, "/request/method"),
        (#"{"request":{"headers":{"a":{"equalTo":1}}}}"#, "/request/headers/a"),
        (#"{"request":{"headers":{"a":{"equalTo":null}}}}"#, "/request/headers/a"),
        (#"{"request":{"headers":{"a":"x"}}}"#, "/request/headers/a"),
        (#"{"request":{"headers":{"a/b":{"equalTo":"x","contains":"y"}}}}"#, "/request/headers/a~1b/contains"),
        (#"{"request":{"headers":{"a":{"hasExactly":{}}}}}"#, "/request/headers/a/hasExactly"),
        (#"{"request":{"headers":{"a":{"includes":[{"bogus":1}]}}}}"#, "/request/headers/a/includes/0"),
        (#"{"request":{"basicAuth":{"username":"u"}}}"#, "/request/basicAuth"),
        (#"{"request":{"customMatcher":{"name":"x"}}}"#, "/request/customMatcher"),
        (#"{"request":{"multipartPatterns":[]}}"#, "/request/multipartPatterns"),
        (#"{"request":{"bodyPatterns":{}}}"#, "/request/bodyPatterns"),
        (#"{"request":{"bodyPatterns":[{"bogus":"x"}]}}"#, "/request/bodyPatterns/0"),
        (#"{"request":{"bodyPatterns":[{"matches":"("}]}}"#, "/request/bodyPatterns/0/matches"),
        (
            #"{"request":{"bodyPatterns":[{"matches":"a","caseInsensitive":true}]}}"#,
            "/request/bodyPatterns/0/caseInsensitive"
        ),
        (#"{"request":{"bodyPatterns":[{"binaryEqualTo":"@@"}]}}"#, "/request/bodyPatterns/0/binaryEqualTo"),
        (#"{"request":{"bodyPatterns":[{"equalToJson":"{x"}]}}"#, "/request/bodyPatterns/0/equalToJson"),
        (
            #"{"request":{"bodyPatterns":[{"equalToJson":{"a":["${json-unit.regex}("]}}]}}"#,
            "/request/bodyPatterns/0/equalToJson/a/0"
        ),
        (
            #"{"request":{"bodyPatterns":[{"equalToJson":["${json-unit.matches:x}y"]}]}}"#,
            "/request/bodyPatterns/0/equalToJson/0"
        ),
        (#"{"request":{"bodyPatterns":[{"equalToXml":"<a/>"}]}}"#, "/request/bodyPatterns/0/equalToXml"),
        (#"{"request":{"bodyPatterns":[{"matchesXPath":"/a"}]}}"#, "/request/bodyPatterns/0/matchesXPath"),
        (#"{"request":{"bodyPatterns":[{"matchesJsonSchema":"{}"}]}}"#, "/request/bodyPatterns/0/matchesJsonSchema"),
        (
            #"{"request":{"bodyPatterns":[{"matchesJsonPath":"$..a..b..c..d"}]}}"#,
            "/request/bodyPatterns/0/matchesJsonPath"
        ),
        (#"{"request":{"bodyPatterns":[{"matchesJsonPath":"$["}]}}"#, "/request/bodyPatterns/0/matchesJsonPath"),
        (
            #"{"request":{"bodyPatterns":[{"matchesJsonPath":{"equalTo":"a"}}]}}"#,
            "/request/bodyPatterns/0/matchesJsonPath"
        ),
        (
            #"{"request":{"bodyPatterns":[{"matchesJsonPath":{"expression":"$.a"}}]}}"#,
            "/request/bodyPatterns/0/matchesJsonPath"
        ),
        (
            #"{"request":{"bodyPatterns":[{"matchesJsonPath":{"expression":"a b","equalTo":"a"}}]}}"#,
            "/request/bodyPatterns/0/matchesJsonPath/expression"
        ),
        (
            #"{"request":{"bodyPatterns":[{"and":[{"not":{"matches":"("}}]}]}}"#,
            "/request/bodyPatterns/0/and/0/not/matches"
        ),
        (#"{"request":{"bodyPatterns":[{"before":"xx"}]}}"#, "/request/bodyPatterns/0/before"),
        (#"{"request":{"bodyPatterns":[{"before":"2021-02-30"}]}}"#, "/request/bodyPatterns/0/before"),
        (
            #"{"request":{"bodyPatterns":[{"before":"now","actualFormat":"dd/MM"}]}}"#,
            "/request/bodyPatterns/0/actualFormat"
        ),
        (
            #"{"request":{"bodyPatterns":[{"after":"now","truncateActual":"x"}]}}"#,
            "/request/bodyPatterns/0/truncateActual"
        ),
        (
            #"{"request":{"bodyPatterns":[{"before":"now","expectedOffset":1}]}}"#,
            "/request/bodyPatterns/0/expectedOffsetUnit"
        ),
        (
            #"{"request":{"bodyPatterns":[{"before":"now","expectedOffsetUnit":"days"}]}}"#,
            "/request/bodyPatterns/0/expectedOffset"
        ),
        (
            #"{"request":{"bodyPatterns":[{"before":"now +1 days","expectedOffset":1,"expectedOffsetUnit":"days"}]}}"#,
            "/request/bodyPatterns/0/expectedOffset"
        ),
        (#"{"response":{"status":"a"}}"#, "/response/status"),
        (#"{"response":{"status":99}}"#, "/response/status"),
        (#"{"response":{"bogus":1}}"#, "/response/bogus"),
        (#"{"response":{"body":[]}}"#, "/response/body"),
        (#"{"response":{"base64Body":"!!"}}"#, "/response/base64Body"),
        (#"{"response":{"headers":{"a":1}}}"#, "/response/headers/a"),
        (#"{"response":{"headers":{"a":[]}}}"#, "/response/headers/a"),
        (#"{"response":{"headers":{"a b":"x"}}}"#, "/response/headers/a b"),
        (#"{"response":{"headers":{"Content-Length":"x"}}}"#, "/response/headers"),
        (#"{"response":{"headers":{"a":"\#(String(repeating: "x", count: 9000))"}}}"#, "/response/headers"),
        (#"{"response":{"bodyFileName":"a\u0000b"}}"#, "/response/bodyFileName"),
        (#"{"response":{"fault":"NOPE"}}"#, "/response/fault"),
        (#"{"response":{"fixedDelayMilliseconds":-1}}"#, "/response/fixedDelayMilliseconds"),
        (#"{"response":{"delayDistribution":{"type":"bogus"}}}"#, "/response/delayDistribution/type"),
        (
            #"{"response":{"delayDistribution":{"type":"uniform","lower":2,"upper":1}}}"#,
            "/response/delayDistribution/upper"
        ),
        (#"{"response":{"delayDistribution":{"type":"lognormal","median":1}}}"#, "/response/delayDistribution"),
        (
            #"{"response":{"chunkedDribbleDelay":{"numberOfChunks":0,"totalDuration":1}}}"#,
            "/response/chunkedDribbleDelay/numberOfChunks"
        ),
        (
            #"{"response":{"statusMessage":"a","chunkedDribbleDelay":{"numberOfChunks":1,"totalDuration":1}}}"#,
            "/response/statusMessage"
        ),
        (#"{"response":{"proxyBaseUrl":"http://x"}}"#, "/response/proxyBaseUrl"),
        (#"{"response":{"transformers":["mine"]}}"#, "/response/transformers/0"),
    ])
    func `an invalid stub is refused with the place of the fault`(text: String, pointer: String) throws {
        let json = try JSONParser.parse(Array(text.utf8))
        let refusal = try #require(#expect(throws: AdminError.self) { try stub(json) })
        #expect(refusal.status == .unprocessableContent)
        let fault = try #require(refusal.json.object?["errors"]?.array?.first?.object)
        #expect(fault["source"]?.object?["pointer"]?.string == pointer)
        #expect(fault["code"] == 10)
        #expect(fault["title"] == "Error parsing JSON")
        #expect(fault["detail"]?.string?.isEmpty == false)
    }

    @Test(arguments: [
        #"{}"#,
        #"{"name":null,"request":null,"response":null,"metadata":null}"#,
        #"{"postServeActions":[],"serveEventListeners":[],"persistent":true,"insertionIndex":4}"#,
        #"{"response":{"transformers":["response-template"],"transformerParameters":{"a":1},"body":"{x}"}}"#,
        #"{"response":{"transformers":[],"body":"{{x}}"}}"#,
        #"{"response":{"additionalProxyRequestHeaders":{}}}"#,
        #"{"requiredScenarioState":"x"}"#,
    ])
    func `what has no effect is accepted`(text: String) throws {
        #expect(throws: Never.self) { try stub(try JSONParser.parse(Array(text.utf8))) }
    }
}
