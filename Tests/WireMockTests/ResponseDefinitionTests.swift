import HTTPMessage
import JSON
import Testing
import WireMock

struct ResponseDefinitionTests {
    private func response(
        _ json: JSONValue,
        files: [String: String] = [:],
        global: ResponseDelay = ResponseDelay()
    ) throws -> HTTPResponse {
        var dice = Dice(state: 7)
        let definition = try ResponseDefinition(json)
        return definition.response(files: { files[$0].map { Array($0.utf8) } }, random: &dice, global: global)
    }

    @Test(arguments: [
        (#"{}"#, ""), (#"{"body":"hi"}"#, "hi"), (#"{"jsonBody":{"a":[1,2.50,null]}}"#, #"{"a":[1,2.50,null]}"#),
        (#"{"jsonBody":"x"}"#, #""x""#), (#"{"base64Body":"aGk="}"#, "hi"), (#"{"bodyFileName":"a/b"}"#, "file"),
        (#"{"body":"\"\""}"#, #""""#),
        // The first of several counts.
        (#"{"body":"x","jsonBody":{"a":1}}"#, "x"), (#"{"bodyFileName":"a/b","body":""}"#, ""),
        (#"{"base64Body":"aGk=","jsonBody":{"a":1}}"#, #"{"a":1}"#), (#"{"body":null,"base64Body":"aGk="}"#, "hi"),
        (#"{"jsonBody":null}"#, ""), (#"{"jsonBody":null,"bodyFileName":"a/b"}"#, "file"),
        (#"{"bodyFileName":""}"#, ""),
    ])
    func `a body has one of four forms`(text: String, body: String) throws {
        let served = try response(JSONParser.parse(Array(text.utf8)), files: ["a/b": "file"])
        #expect(served.status == .ok)
        #expect(String(decoding: served.body, as: UTF8.self) == body)
    }

    @Test func `a body file that does not exist is a 500`() throws {
        #expect(try response(["bodyFileName": "nope"]).status == 500)
    }

    @Test func `a header can have several values, and a length of its own`() throws {
        let served = try response([
            "status": 201,
            "headers": ["A": ["1", "2"], "B": "3", "content-length": "9", "Transfer-Encoding": "chunked"],
        ])
        #expect(served.status == 201)
        #expect(served.headers == ["A": "1", "A": "2", "B": "3", "Content-Length": "9"])
    }

    @Test(arguments: [
        ("EMPTY_RESPONSE", HTTPResponse.Delivery.emptyResponse), ("CONNECTION_RESET_BY_PEER", .connectionReset),
        ("RANDOM_DATA_THEN_CLOSE", .randomDataThenClose), ("MALFORMED_RESPONSE_CHUNK", .malformedChunk),
    ])
    func `a fault breaks the connection`(name: String, delivery: HTTPResponse.Delivery) throws {
        #expect(try response(["fault": .string(name)]).delivery == delivery)
    }

    @Test func `a body can be sent in chunks`() throws {
        let served = try response(["chunkedDribbleDelay": ["numberOfChunks": 3, "totalDuration": 90]])
        #expect(served.delivery == .dribble(chunks: 3, over: .milliseconds(90)))
    }

    @Test func `a status message is the reason phrase`() throws {
        #expect(try response(["status": 200, "statusMessage": "Fine"]).reason == "Fine")
        #expect(try response(["status": 200]).reason == nil)
    }

    @Test func `a delay is the stub's or the global one, and its parts add up`() throws {
        let global = ResponseDelay(fixedMilliseconds: 7, distribution: .fixed(milliseconds: 100))
        #expect(try response([:]).delay == nil)
        #expect(try response([:], global: global).delay == .milliseconds(107))
        #expect(try response(["fixedDelayMilliseconds": 3], global: global).delay == .milliseconds(103))
        #expect(
            try response(
                ["fixedDelayMilliseconds": 3, "delayDistribution": ["type": "fixed", "milliseconds": 40]],
                global: global
            ).delay == .milliseconds(43)
        )
    }

    @Test func `a uniform delay stays within its bounds and reaches them`() {
        var dice = Dice(state: 3)
        let drawn = (0..<500).map { _ in DelayDistribution.uniform(lower: 5, upper: 7).sample(using: &dice) }
        #expect(Set(drawn) == [.milliseconds(5), .milliseconds(6), .milliseconds(7)])
    }

    @Test func `a log-normal delay has its median and never exceeds its maximum`() {
        var dice = Dice(state: 3)
        let free = DelayDistribution.logNormal(median: 80, sigma: 0.4, maximum: nil)
        let drawn = (0..<2001).map { _ in free.sample(using: &dice) }.sorted()
        #expect(drawn[1000] > .milliseconds(75))
        #expect(drawn[1000] < .milliseconds(85))
        let bound = DelayDistribution.logNormal(median: 80, sigma: 0.4, maximum: 90)
        #expect((0..<500).allSatisfy { _ in bound.sample(using: &dice) <= .milliseconds(90) })
        let absurd = DelayDistribution.logNormal(median: 1e300, sigma: 1e9, maximum: 3)
        #expect(absurd.sample(using: &dice) <= .milliseconds(3))
    }
}
