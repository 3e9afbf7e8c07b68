package import BrevoAPI
internal import BrevoCore
internal import Bytes
package import HTTPMessage
internal import JSON

/// What `X-Emulator-Hint` says about a response: what a person should do about it.
///
/// The service knows nothing of hints, which name options and calls of the emulator.
package struct Hint {
    let request: HTTPRequest
    let call: APIRequest
    let router: APIRouter

    package init(_ request: HTTPRequest, _ call: APIRequest, _ router: APIRouter) {
        (self.request, self.call, self.router) = (request, call, router)
    }

    /// The hint about a refusal.
    package func text(for refusal: Refusal) -> String {
        let text = self.about(refusal)
        return call.ignoredFields.isEmpty ? text : "\(text) \(Self.aboutIgnoredFields(of: call))"
    }

    /// The hint about a success; nil for none.
    static func text(for remarks: [Remark], _ call: APIRequest) -> String? {
        var text: String?
        for remark in remarks { text = text.map { "\($0) \(remark.hint)" } ?? remark.hint }
        guard !call.ignoredFields.isEmpty else { return text }
        let last = aboutIgnoredFields(of: call)
        return text.map { "\($0) \(last)" } ?? last
    }

    private static func aboutIgnoredFields(of call: APIRequest) -> String {
        let names = call.endpoint?.fields.allNames ?? []
        let guesses = call.ignoredFields.prefix(5).compactMap { ignored in
            Spelling.nearest(to: ignored, among: names).map { " Did you mean \($0) by \(ignored)?" }
        }
        return "Ignored, because the operation has no such fields: \(call.ignoredFields.joined(separator: ", "))."
            + guesses.joined()
    }

    /// Looks for the key where it does not belong.
    func credentialHint(_ refusal: Refusal) -> String {
        let keyNames = ["apikey", "x-api-key", "api_key", "brevo-api-key", "x-brevo-api-key"]
        if let name = keyNames.first(where: { request.headers[$0] != nil }) {
            return "The header is named api-key, not \(name)."
        }
        if let value = request.headers["authorization"], value.contains("xkeysib-") {
            return "Authorization has an API key; send it as api-key: xkeysib-…, without Bearer."
        }
        if case .unknownKey = refusal {
            return """
                The key is not in the seed. Start with --keys any to give each new key an account, or seed it in apiKeys.
                """
        }
        if case .unknownToken = refusal {
            return """
                The token was not issued in this world, or has expired on its clock; POST /oauth/token issues another.
                """
        }
        let path = call.isOfService ? "" : " " + PathHint(String(request.path), request.method, router).text
        return "Send the header api-key; unless --keys is seeded, any key opens an account.\(path)"
    }
}

extension RequestDescription {
    /// The names of all fields of the body.
    fileprivate var allNames: [String] {
        body.flatMap { property in
            [property.name] + (property.schema.properties ?? []).map { "\(property.name).\($0.name)" }
        }
    }
}

extension Remark {
    fileprivate var hint: String {
        switch self {
        case .formerName(let used, let current): "\(used) is a former name; write \(current)."
        case .generalPermissionsOnly:
            """
            The invitation grants permissions of the general group alone, which Brevo's user interface forbids; \
            --assume general-only=refused refuses it.
            """
        case .kept(let privileges, let catalog): Self.aboutFeatures(of: privileges, in: catalog)
        }
    }

    /// Most updates have this remark; `joined(separator:)` and an interpolation take four times as long.
    private static func aboutFeatures(of privileges: Privileges, in catalog: Catalog) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        text.append(copying: "Still granted, because the update does not name them: ".utf8.span)
        let start = text.count
        // By index, because iterating copies each feature with all its permissions.
        for index in catalog.features.indices where !catalog.features[index].mask.isDisjoint(with: privileges) {
            if text.count > start { text.append(copying: ", ".utf8.span) }
            text.append(copying: catalog.features[index].slug.utf8.span)
        }
        text.append(copying: "; --assume update=replace removes them.".utf8.span)
        return String(decoding: text, as: UTF8.self)
    }
}

extension HTTPResponse {
    /// Adds a hint.
    ///
    /// A header field holds one line of visible ASCII: everything else becomes `?`, and after 1000 bytes it ends.
    mutating func add(hint: String) {
        if headers.isEmpty { headers.reserveCapacity(10) }
        headers.append("X-Emulator-Hint", plain: hint.isOneLine ? hint : hint.madeOneLine())
    }

    /// Adds the rule that a refusal follows, how well it is known, and the assumption that decides it.
    mutating func add(basis rule: Rule) {
        let assumption = rule.assumption.map { "; \($0)" } ?? ""
        headers.append("X-Emulator-Basis", "\(rule.basis.mark) \(rule.id)\(assumption)")
    }
}

extension String {
    private static let maximumLineLength = 1000

    /// Whether a header field can hold this as it is, as it nearly always can.
    fileprivate var isOneLine: Bool {
        utf8.count <= Self.maximumLineLength && utf8.span.isPlainASCII
    }

    fileprivate func madeOneLine() -> String {
        let bytes = utf8.prefix(Self.maximumLineLength).map { $0.isVisible ? $0 : UInt8(ascii: "?") }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether this is a visible ASCII character or a space.
    fileprivate var isVisible: Bool { (0x20...0x7E).contains(self) }
}
