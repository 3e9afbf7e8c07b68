internal import EmulatorCore
internal import HTTPMessage

/// The token that the control planes require as `Authorization: Bearer …` (RFC 6750 §2.1).
struct AdminToken: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The refusal of a request without the token; nil for one with it.
    func refusal(of request: HTTPRequest) -> HTTPResponse? {
        let given = request.headers["Authorization"].flatMap(Self.bearer)
        guard given.map(isEqual) != true else { return nil }
        var refusal = ControlError(
            .unauthorized,
            given == nil ? "the control planes of this emulator need a token" : "the token is not the right one",
            hint: "Send Authorization: Bearer with the emulator's --admin-token."
        ).response
        refusal.headers.append("WWW-Authenticate", #"Bearer realm="brevo-emulator""#)
        return refusal
    }

    /// The credentials after the scheme, whose name is case-insensitive (RFC 9110 §11.1).
    private static func bearer(_ field: String) -> Substring.UTF8View? {
        let scheme = field.utf8.prefix { $0 != UInt8(ascii: " ") }
        guard String(Substring(scheme)).equalsIgnoringASCIICase("Bearer") else { return nil }
        return Substring(field.utf8[scheme.endIndex...]).utf8.drop { $0 == UInt8(ascii: " ") }
    }

    /// Compares in a time that does not depend on where the first difference is.
    private func isEqual(_ given: Substring.UTF8View) -> Bool {
        guard given.count == bytes.count else { return false }
        return zip(given, bytes).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
