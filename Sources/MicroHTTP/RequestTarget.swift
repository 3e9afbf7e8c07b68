internal import Glibc
internal import HTTPMessage

/// A request target as it came (RFC 9112 §3.2).
@safe struct RequestTarget {
    /// The target, bytes that are not UTF-8 percent-encoded.
    let text: String
    /// Whether no space or control character stands in it.
    private let isSound: Bool
    private let start: UnsafePointer<CChar>
    private let end: UnsafePointer<CChar>

    /// Reads the C string; libmicrohttpd changes it afterwards.
    init(_ start: UnsafePointer<CChar>) {
        let bytes = unsafe UnsafeBufferPointer(start: start, count: strlen(start))
        unsafe self.start = start
        unsafe end = start + bytes.count
        (text, isSound) = unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
            // Nearly all targets are; the others take much longer.
            if unsafe bytes.span.isVisibleASCII { return unsafe (String(decoding: bytes, as: UTF8.self), true) }
            return unsafe (
                String(validating: bytes, as: UTF8.self) ?? Self.percentEncodingInvalid(Array(bytes)),
                bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            )
        }
    }

    /// Why a request line of these parts is refused; nil where it is sound (RFC 9112 §3).
    ///
    /// libmicrohttpd ends method and target with a NUL where the space stood, so one that came from the client cuts
    /// either short; the distance to the next part tells.
    func fault(after method: UnsafePointer<CChar>, before version: UnsafePointer<CChar>) -> String? {
        let method = unsafe UnsafeBufferPointer(start: method, count: strlen(method))
        guard unsafe method.allSatisfy({ UInt8(bitPattern: $0).isTokenByte }),
            unsafe method.baseAddress.map({ unsafe $0 + method.count + 1 }) == start
        else { return "a method that is no token" }
        guard unsafe end + 1 == version else { return "a NUL in the request target" }
        return isSound ? nil : "a space or a control character in the request target"
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
