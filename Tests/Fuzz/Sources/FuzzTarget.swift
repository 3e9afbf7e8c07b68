import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import RegularExpressions

/// What libFuzzer's bytes are given to.
///
/// Nothing may trap, hang or respond with an unexpected 5xx, and what is written must read the same.
enum FuzzTarget: String, CaseIterable {
    case json, target, email, dates, durations, regex, stub, find, chaos, state, clock, body, secrets

    /// Takes an input; what goes wrong ends the process.
    func take(_ bytes: [UInt8]) {
        switch self {
        case .json: Self.checkJSON(bytes)
        case .target: Self.checkTarget(bytes)
        case .email: Self.checkEmail(bytes)
        case .dates: Self.checkDates(bytes)
        case .regex: Self.checkRegex(bytes)
        case .durations:
            Self.send("PUT", "/__emulator/clock", #"{"now":"2026-11-20T09:00:00Z","frozen":true}"#)
            let text = JSONValue.string(String(decoding: bytes, as: UTF8.self)).encoded()
            Self.send("POST", "/__emulator/clock/advance", Array(#"{"by":"#.utf8) + text + Array("}".utf8))
        case .clock:
            Self.send("PUT", "/__emulator/clock", bytes)
            Self.send("POST", "/__emulator/clock/advance", bytes)
            Self.useAll()
        case .stub:
            Self.send("POST", "/__admin/mappings", bytes)
            Self.send("POST", "/__admin/mappings/import", bytes)
            Self.useAll()
        case .find:
            for path in ["find", "count", "remove"] { Self.send("POST", "/__admin/requests/\(path)", bytes) }
            for path in ["request", "request-pattern"] { Self.send("POST", "/__admin/near-misses/\(path)", bytes) }
        case .chaos:
            Self.send("PUT", "/__emulator/chaos", bytes)
            Self.send("GET", "/__emulator/chaos")
            Self.useAll()
        case .state: Self.checkState(bytes)
        case .body:
            Self.send("POST", "/v3/organization/user/invitation/send", bytes)
            Self.send("POST", "/v3/organization/user/update/permissions", bytes)
            Self.send("POST", "/v3/corporate/subAccount", bytes)
            Self.send("PUT", "/__emulator/assumptions", bytes)
        case .secrets:
            let request = HTTPRequest(method: .post, target: "/x", headers: ["api-key": "k"], body: bytes)
            _ = Self.emulator.respond(to: request)
            Self.send("GET", "/__admin/requests?limit=1")
        }
        if self != .json, self != .email, self != .dates, self != .regex { Self.send("POST", "/__emulator/reset") }
    }

    private static let emulator: Emulator = {
        var configuration = Emulator.Configuration()
        configuration.randomSeed = 1
        configuration.allowsRequestOverrides = true
        // Every world is a new one, so that an input does the same whatever came before it.
        configuration.worldLifetime = .zero
        guard let emulator = try? Emulator(configuration) else { fatalError("the built-in state is valid") }
        return emulator
    }()

    @discardableResult
    private static func send(_ method: String, _ target: String, _ body: [UInt8] = []) -> HTTPResponse {
        let request = HTTPRequest(
            method: HTTPMethod(rawValue: method),
            target: target,
            headers: ["api-key": "key", "Content-Type": "application/json"],
            body: body
        )
        let response = emulator.respond(to: request)
        // 503 and 507 are refusals; a stub's own response may be anything.
        let isRefusal = response.status == 503 || response.status == 507 || !target.hasPrefix("/__")
        precondition(response.status.rawValue < 500 || isRefusal, "\(method) \(target): \(response.status.rawValue)")
        return response
    }

    private static func send(_ method: String, _ target: String, _ body: String) {
        send(method, target, Array(body.utf8))
    }

    /// Makes the requests that meet what was set up.
    private static func useAll() {
        send("POST", "/v3/organization/user/invitation/send", #"{"email":"a@b.example","all_features_access":true}"#)
        send("GET", "/x?a=1&b=two", "<a><b/></a>")
        for path in ["/__admin/mappings", "/__admin/requests", "/__admin/requests/unmatched/near-misses"] {
            send("GET", path)
        }
    }

    private static func checkJSON(_ bytes: [UInt8]) {
        guard let value = try? JSONParser.parse(bytes) else { return }
        for isPretty in [false, true] {
            let again = try? JSONParser.parse(value.encoded(pretty: isPretty))
            precondition(again == value, "a value is written as it was read")
        }
    }

    /// The first byte chooses method and surface; what follows is the path.
    ///
    /// All of them with each path would take twenty times as long, and teach the fuzzer no more.
    private static func checkTarget(_ bytes: [UInt8]) {
        guard let first = bytes.first.map(Int.init) else { return }
        let methods = ["GET", "POST", "DELETE"]
        let prefixes = ["", "/v3", "/__emulator", "/__admin", "/worlds", "/worlds/w", "/invitations"]
        let target = "/" + String(decoding: bytes.dropFirst(), as: UTF8.self)
        send(methods[first % methods.count], prefixes[first / methods.count % prefixes.count] + target)
    }

    private static func checkEmail(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let email = EmailAddress(text) else { return }
        precondition(email.text == text && EmailAddress(email.text) == email, "an address is kept as given")
    }

    private static func checkDates(_ bytes: [UInt8]) {
        guard let time = Timestamp(String(decoding: bytes, as: UTF8.self)) else { return }
        precondition(Timestamp(time.description) == time, "a time is written as it was read")
    }

    private static func checkRegex(_ bytes: [UInt8]) {
        let halves = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let expression = try? RegularExpression(String(decoding: halves[0], as: UTF8.self)) else { return }
        var steps = 100_000
        let text = halves.count == 2 ? String(decoding: halves[1], as: UTF8.self) : "aab\n\u{E9}1"
        _ = expression.matchesWhole(text, steps: &steps)
    }

    /// What a world writes of its state, another reads, and writes the same.
    private static func checkState(_ bytes: [UInt8]) {
        guard send("PUT", "/__emulator/state", bytes).status == 200 else { return }
        let written = send("GET", "/__emulator/state").body
        precondition(send("PUT", "/__emulator/state", written).status == 200, "a state that was written can be read")
        precondition(send("GET", "/__emulator/state").body == written, "a state is written as it was read")
        send("GET", "/__emulator/diff")
        send("GET", "/v3/organization/invited/users")
    }
}
