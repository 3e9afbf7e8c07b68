internal import Glibc
internal import HTTPMessage

/// The target of a request as it was received (RFC 9112 §3.2).
@safe struct RequestTarget {
    /// The target; bytes that are not UTF-8 are percent-encoded.
    let text: String
    /// Whether it contains no space or control character.
    private let isSound: Bool
    private let start: UnsafePointer<CChar>
    private let end: UnsafePointer<CChar>

    /// Copies the C string, which libmicrohttpd changes afterwards.
    init(_ start: UnsafePointer<CChar>) {
        let bytes = unsafe UnsafeBufferPointer(start: start, count: strlen(start))
        unsafe self.start = start
        unsafe end = start + bytes.count
        (text, isSound) = unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
            // The common case; the others take much longer.
            if unsafe bytes.span.isVisibleASCII { return unsafe (String(decoding: bytes, as: UTF8.self), true) }
            return unsafe (
                String(validating: bytes, as: UTF8.self) ?? Self.percentEncodingInvalid(Array(bytes)),
                bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            )
        }
    }

    /// The reason to refuse a request line with these parts; nil if it is valid (RFC 9112 §3).
    ///
    /// libmicrohttpd replaces the spaces around the target by NULs. A NUL that the client sent therefore cuts the method
    /// or the target short, which the distance to the next part reveals.
    func fault(after method: UnsafePointer<CChar>, before version: UnsafePointer<CChar>) -> String? {
        let method = unsafe UnsafeBufferPointer(start: method, count: strlen(method))
        guard unsafe method.allSatisfy({ UInt8(bitPattern: $0).isTokenByte }),
            unsafe method.baseAddress.map({ unsafe $0 + method.count + 1 }) == start
        else { return "the method is not a token" }
        guard unsafe end + 1 == version else { return "the request target contains a NUL" }
        return isSound ? nil : "the request target contains a space or a control character"
    }

    /// The reason to refuse the target in a request with this method; nil if it has a form for it (RFC 9112 §3.2).
    func fault(for method: HTTPMethod) -> String? {
        let isPath = text.utf8.first == UInt8(ascii: "/")
        if method.rawValue == "CONNECT" { return hasAuthorityForm ? nil : "the target of CONNECT must be host:port" }
        if isPath || (text == "*" && method == .options) || hasAbsoluteForm { return nil }
        return text == "*" ? "only OPTIONS may have the target *" : "the request target must begin with a slash"
    }

    private var hasAuthorityForm: Bool {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), text.utf8.index(after: colon) < text.endIndex
        else { return false }
        return HostField.isValid(text.utf8.span)
    }

    private var hasAbsoluteForm: Bool {
        for scheme in ["http://", "https://"] where text.utf8.count > scheme.utf8.count {
            let (start, rest) = (text.utf8.prefix(scheme.utf8.count), text.utf8.dropFirst(scheme.utf8.count))
            guard Substring(start).lowercased() == scheme else { continue }
            return HostField.isValid(Array(rest.prefix { !"/?#".utf8.contains($0) }).span)
        }
        return false
    }

    private static func percentEncodingInvalid(_ bytes: [UInt8]) -> String {
        var text = ""
        var parser = UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar):
                position += scalar.count
                text.unicodeScalars.append(UTF8.decode(scalar))
            case .error(let length):
                for byte in bytes[position..<position + length] {
                    text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
                position += length
            case .emptyInput:
                return text
            }
        }
    }
}
