import HTTPMessage
import JSON
import Testing
import WireMock

/// A repeatable source of numbers for identifiers, delays and random samples (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension RequestPattern {
    /// Whether the request matches within the usual budget.
    func matches(_ request: MatchableRequest) throws -> Bool {
        var work = WorkBudget()
        return try matches(request, &work)
    }

    func distance(to request: MatchableRequest) throws -> Double {
        var work = WorkBudget()
        return try distance(to: request, &work)
    }
}

extension StubStore {
    func bestMatch(_ request: MatchableRequest) throws -> StubMapping? {
        var work = WorkBudget()
        return try bestMatch(request, &work)
    }

    mutating func match(_ request: MatchableRequest) throws -> StubMapping? {
        var work = WorkBudget()
        return try match(request, &work)
    }
}

/// A stub with a new identifier.
func stub(_ json: JSONValue) throws -> StubMapping {
    var random = SystemRandomNumberGenerator()
    return try StubMapping(json, random: &random)
}

func request(
    _ method: String,
    _ target: String,
    _ headers: HTTPHeaders = [:],
    body: String = ""
) -> MatchableRequest {
    MatchableRequest(
        HTTPRequest(method: HTTPMethod(rawValue: method), target: target, headers: headers, body: Array(body.utf8)),
        now: 1_790_000_000_000
    )
}
