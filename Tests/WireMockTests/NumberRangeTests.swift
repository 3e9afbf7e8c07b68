import HTTPMessage
import JSON
import Testing
import WireMock

/// Every number of a document has a range, and what is outside is refused with its place.
struct NumberRangeTests {
    static let extremes: [JSONValue] = [
        -9_223_372_036_854_775_808, 9_223_372_036_854_775_807, -1, 1e300, -1e300,
    ]

    private static func document(_ pointer: String, _ value: JSONValue, beside others: JSONObject = [:]) -> JSONValue {
        var names = pointer.split(separator: "/").map(String.init)[...]
        var innermost = others
        innermost[names.removeLast()] = value
        return names.reversed().reduce(.object(innermost)) { [$1: $0] }
    }

    private static let distributions: [(String, JSONObject)] = [
        ("/response/delayDistribution/milliseconds", ["type": "fixed"]),
        ("/response/delayDistribution/lower", ["type": "uniform", "upper": 86_400_000]),
        ("/response/delayDistribution/upper", ["type": "uniform", "lower": 0]),
        ("/response/chunkedDribbleDelay/numberOfChunks", ["totalDuration": 1]),
        ("/response/chunkedDribbleDelay/totalDuration", ["numberOfChunks": 1]),
    ]

    @Test(arguments: ["/priority", "/request/port", "/response/status", "/response/fixedDelayMilliseconds"], extremes)
    func `a number of a stub is refused out of its range`(pointer: String, value: JSONValue) throws {
        let isInRange = pointer == "/priority" && value == -1
        try expectRefusal(Self.document(pointer, value), at: isInRange ? nil : pointer)
    }

    @Test(arguments: distributions, extremes)
    func `a number of a delay is refused out of its range`(field: (String, JSONObject), value: JSONValue) throws {
        try expectRefusal(Self.document(field.0, value, beside: field.1), at: field.0)
    }

    @Test(arguments: ["median", "sigma", "maxValue"], extremes + [0.5, 1e-300])
    func `a number of a log-normal delay is refused out of its range`(name: String, value: JSONValue) throws {
        var others: JSONObject = ["type": "lognormal", "median": 1, "sigma": 1]
        others[name] = nil
        let pointer = "/response/delayDistribution/\(name)"
        let isInRange = value == 0.5 || value == 1e-300
        let document = Self.document(pointer, value, beside: others)
        try expectRefusal(document, at: isInRange ? nil : pointer)
        guard isInRange else { return }
        var dice = Dice(state: 1)
        let stub = try stub(document)
        for _ in 0..<100 {
            let delay = stub.response.response(files: { _ in nil }, random: &dice).delay ?? .zero
            #expect((.zero ... .seconds(86_400)).contains(delay))
        }
    }

    @Test(arguments: [
        "now -9223372036854775808 days", "now +9223372036854775807 years", "now +99999999999999999999 seconds",
        "-10001 years", "now +3652500000 days", "now -120001 months",
    ])
    func `an offset of more than 10 000 years is refused`(text: String) throws {
        for name in ["before", "after", "equalToDateTime"] {
            try expectRefusal(["request": ["headers": ["h": [name: .string(text)]]]], at: "/request/headers/h/\(name)")
        }
    }

    @Test(arguments: ["seconds", "minutes", "hours", "days", "months", "years"])
    func `an offset at the limit can be matched`(unit: String) throws {
        let count = ["seconds": 315_576_000_000, "minutes": 5_259_600_000, "hours": 87_660_000, "days": 3_660_000]
        for sign in ["+", "-"] {
            let offset = "now \(sign)\(count[unit] ?? (unit == "months" ? 120_000 : 10_000)) \(unit)"
            for truncation in ["first day of next year", "last day of month", "first hour of day"] {
                let matcher: JSONValue = ["before": .string(offset), "truncateExpected": .string(truncation)]
                let pattern = try RequestPattern(["headers": ["h": matcher]])
                #expect(try pattern.matches(request("GET", "/", ["h": "2026-01-01"])) == (sign == "+"))
            }
        }
    }

    @Test func `an offset of its own member has a range, too`() throws {
        for value in Self.extremes.dropLast(5) {
            let matcher: JSONValue = ["before": "now", "expectedOffset": value, "expectedOffsetUnit": "days"]
            try expectRefusal(["request": ["headers": ["h": matcher]]], at: "/request/headers/h/expectedOffset")
        }
    }

    @Test(arguments: [
        "$[9223372036854775807]", "$[-9223372036854775808]", "$[-9223372036854775808:9223372036854775807]",
        "$[9223372036854775807:]", "$[:-9223372036854775808]", "$[0,9223372036854775807]",
        "$[?(@ size 9223372036854775807)]", "$[?(@ > 1e308)]", "$[?(@ == -9223372036854775808)]",
    ])
    func `an index or number of a path can be extreme`(path: String) throws {
        let pattern = try RequestPattern(["bodyPatterns": [["matchesJsonPath": .string(path)]]])
        let isWholeSlice = path.contains(":9223") || path.hasSuffix("[0,9223372036854775807]")
        #expect(try pattern.matches(request("POST", "/", body: "[1,2,3]")) == isWholeSlice)
    }

    @Test(arguments: [
        "GET /requests?limit=99999999999999999999", "GET /requests?limit=-9223372036854775808",
        "GET /mappings?offset=99999999999999999999", "GET /mappings?limit=1e3", "GET /requests?since=99999-01-01",
    ])
    func `a parameter out of its range is refused`(line: String) throws {
        var world = AdminWorld()
        #expect(try world.send(line).response.status == .badRequest)
    }

    @Test func `the largest limit and offset are accepted`() throws {
        var world = AdminWorld()
        for line in [
            "/requests?limit=9223372036854775807", "/mappings?limit=9223372036854775807&offset=9223372036854775807",
        ] {
            #expect(try world.send("GET \(line)").response.status == .ok)
        }
    }

    @Test(arguments: extremes)
    func `a global delay is refused out of its range`(value: JSONValue) throws {
        var world = AdminWorld()
        let settings = JSONValue.object(["fixedDelay": value])
        #expect(try world.send("POST /settings", settings.description).response.status == .unprocessableContent)
        let request = JSONValue.object(["url": "/", "loggedDate": value])
        let status = try world.send("POST /near-misses/request", request.description).response.status
        #expect(status == .unprocessableContent)
    }

    /// Expects one fault, at this place; nil for none.
    private func expectRefusal(_ document: JSONValue, at pointer: String?) throws {
        guard let pointer else {
            _ = try stub(document)
            return
        }
        let error = #expect(throws: AdminError.self, "\(document)") { try stub(document) }
        #expect(error?.faults.map { $0.pointer?.description } == [pointer], "\(document)")
        #expect(error?.status == .unprocessableContent)
    }
}
