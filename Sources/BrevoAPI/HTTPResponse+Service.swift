internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension HTTPResponse {
    /// An answer with a JSON body, which ``ServiceHeaders`` says of it.
    static func json(_ status: HTTPStatus, _ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(status: status, body: body)
    }

    /// An answer with a JSON object as its body.
    static func json(_ status: HTTPStatus, _ members: (inout JSONWriter) -> Void) -> HTTPResponse {
        var json = JSONWriter()
        json.object(members)
        return .json(status, json.bytes)
    }

    /// Says something to the person who reads the answer, beside the service's own body.
    ///
    /// A header field holds one line of visible ASCII: everything else becomes `?`, and 1000 bytes are enough.
    mutating func addHint(_ hint: String) {
        let visible = hint.utf8.prefix(1000).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        headers.append("X-Emulator-Hint", String(decoding: visible, as: UTF8.self))
    }

    /// Says how many requests are left (spec §9; developers.brevo.com/docs/limit-headers: seconds, not a moment).
    mutating func add(_ allowance: RateLimits.Allowance) {
        headers.append("x-sib-ratelimit-limit", String(allowance.limit))
        headers.append("x-sib-ratelimit-remaining", String(allowance.remaining))
        headers.append("x-sib-ratelimit-reset", String(allowance.reset))
    }
}
