internal import EmulatorControl
internal import HTTPMessage

/// What the control planes ask for, if anything: `Authorization: Bearer …` (spec §11, RFC 6750 §2.1).
struct AdminToken: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The answer to a request that does not bear the token, nil for one that does.
    func refusal(of request: HTTPRequest) -> HTTPResponse? {
        let shown = request.headers["Authorization"].flatMap(Self.bearer)
        guard shown.map(isEqual) != true else { return nil }
        var refusal = HTTPResponse.control(
            .unauthorized,
            error: shown == nil ? "the control planes of this emulator need a token" : "the token is not the right one",
            hint: "Send Authorization: Bearer and what the emulator was given as --admin-token."
        )
        refusal.headers.append("WWW-Authenticate", #"Bearer realm="brevo-emulator""#)
        return refusal
    }

    /// The credentials behind the scheme, whose name knows no case (RFC 9110 §11.1).
    private static func bearer(_ field: String) -> Substring.UTF8View? {
        let scheme = field.utf8.prefix { $0 != UInt8(ascii: " ") }
        guard String(Substring(scheme)).equalsIgnoringASCIICase("Bearer") else { return nil }
        return Substring(field.utf8[scheme.endIndex...]).utf8.drop { $0 == UInt8(ascii: " ") }
    }

    /// Compares in a time that tells nothing of where the first difference is.
    private func isEqual(_ shown: Substring.UTF8View) -> Bool {
        guard shown.count == bytes.count else { return false }
        return zip(shown, bytes).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension HTTPResponse {
    /// Lets a page of any origin read the answer (Fetch §3.2).
    mutating func allowAnyOrigin() {
        headers.append("access-control-allow-origin", "*")
    }

    /// Lets a page send the token too, which the `*` of the service's answer does not cover (Fetch §4.9).
    mutating func allowAuthorization() {
        headers.append("access-control-allow-headers", "Authorization")
    }
}
