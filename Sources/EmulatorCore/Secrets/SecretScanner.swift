internal import HTTPMessage

/// Finds secrets in text: API keys by their prefix, and the values of members and parameters that have secrets.
struct SecretScanner {
    /// The names, in lower case, of JSON members and parameters whose values are secrets.
    private static let names = [
        "access_token", "refresh_token", "id_token", "token", "client_secret", "client_assertion", "api-key", "api_key",
        "apikey", "partner-key", "password",
    ]
    /// The name of a parameter of the control plane whose value is an API key.
    private static let accountName = "account"
    /// What precedes a secret that ends with the segment or word.
    private static let prefixes = ["xkeysib-", "xsmtpsib-"]
    private static let tokenPath = "/invitations/"

    private let text: [UInt8]
    private var output: [UInt8] = []
    /// The bytes before are in the output.
    private var copied = 0

    private init(_ text: [UInt8]) { self.text = text }

    /// The text with its secrets shortened; nil if it has none.
    static func redacted(_ text: [UInt8]) -> [UInt8]? {
        var scanner = SecretScanner(text)
        scanner.scan()
        return scanner.copied == 0 ? nil : scanner.output + text[scanner.copied...]
    }

    private mutating func scan() {
        var position = 0
        while position < text.count {
            guard let secret = secret(at: position) else {
                position += 1
                continue
            }
            output += text[copied..<secret.lowerBound]
            output += Secret.shortened(String(decoding: text[secret], as: UTF8.self)).utf8
            (position, copied) = (secret.upperBound, secret.upperBound)
        }
    }

    /// The secret that the mark at this position announces.
    private func secret(at position: Int) -> Range<Int>? {
        switch text[position] {
        case UInt8(ascii: "x"):
            guard Self.prefixes.contains(where: { has($0, at: position) }) else { return nil }
            return position..<end(from: position) { $0.isTokenByte }
        case UInt8(ascii: "/"):
            guard has(Self.tokenPath, at: position) else { return nil }
            let start = position + Self.tokenPath.utf8.count
            let end = end(from: start) { $0.isTokenByte }
            return start < end ? start..<end : nil
        case UInt8(ascii: "="): return value(ofParameterAt: position)
        case UInt8(ascii: ":"): return value(ofMemberAt: position)
        default: return nil
        }
    }

    /// The value behind an equals sign, in a query or form.
    private func value(ofParameterAt equals: Int) -> Range<Int>? {
        guard isSecretName(endingAt: equals) || isName(Self.accountName, endingAt: equals) else { return nil }
        let end = end(from: equals + 1) { byte in
            byte != UInt8(ascii: "&") && byte != UInt8(ascii: "#") && byte != UInt8(ascii: "\"") && byte > 0x20
        }
        return equals + 1 < end ? (equals + 1)..<end : nil
    }

    /// The string behind the colon of a JSON member.
    private func value(ofMemberAt colon: Int) -> Range<Int>? {
        var nameEnd = colon
        while nameEnd > 0, text[nameEnd - 1].isJSONSpace { nameEnd -= 1 }
        guard nameEnd > 0, text[nameEnd - 1] == UInt8(ascii: "\""), isSecretName(endingAt: nameEnd - 1) else {
            return nil
        }
        var start = colon + 1
        while start < text.count, text[start].isJSONSpace { start += 1 }
        guard start < text.count, text[start] == UInt8(ascii: "\"") else { return nil }
        start += 1
        var end = start
        while end < text.count, text[end] != UInt8(ascii: "\"") {
            end += text[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, text.count)
        return start < end ? start..<end : nil
    }

    /// Whether a name that means a secret ends here, and begins where a name can begin.
    private func isSecretName(endingAt end: Int) -> Bool {
        Self.names.contains { isName($0, endingAt: end) }
    }

    private func isName(_ name: String, endingAt end: Int) -> Bool {
        let start = end - name.utf8.count
        guard start >= 0, equalsIgnoringCase(name, at: start) else { return false }
        return start == 0 || !text[start - 1].isTokenByte || text[start - 1] == UInt8(ascii: "&")
    }

    private func has(_ prefix: String, at position: Int) -> Bool {
        text[position...].starts(with: prefix.utf8)
    }

    private func equalsIgnoringCase(_ name: String, at start: Int) -> Bool {
        var position = start
        for byte in name.utf8 {
            let given = text[position]
            guard given == byte || given | 0x20 == byte && (0x41...0x5A).contains(given) else { return false }
            position += 1
        }
        return true
    }

    private func end(from start: Int, while isPart: (UInt8) -> Bool) -> Int {
        var end = start
        while end < text.count, isPart(text[end]) { end += 1 }
        return end
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
