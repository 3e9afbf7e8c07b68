internal import CMicroHTTPD
internal import HTTPMessage

/// The header section of a request, with the checks that libmicrohttpd 0.9.75 omits.
///
/// libmicrohttpd parses in place and reports C strings: a NUL silently cuts a value short, a line that begins with one
/// ends the section, and a folded line (RFC 9112 §5.2) is appended to the name before it. Each leaves a gap between the
/// end of one field and the beginning of the next, where a valid section has only a line end.
@safe struct RequestHead {
    /// The reason to refuse the request; nil while it is valid.
    private(set) var fault: String?
    /// The length of the body according to `Content-Length`.
    private(set) var contentLength: UInt64?
    /// Whether the body is sent in chunks.
    private(set) var isChunked = false
    /// Whether the client waits for `100 Continue`.
    private(set) var expectsContinue = false

    /// The size in bytes, with the request line and the empty line.
    let size: Int

    /// Whether the version is HTTP/1.0, which has no chunks and needs no `Host`.
    let isVersion10: Bool
    private var hasHost = false
    private var bytes: [UInt8] = []
    private var places: [HTTPHeaders.Place] = []
    /// The end of the previous line, before its line end.
    private var lineEnd: UnsafePointer<CChar>

    /// Reads the header section of the connection's current request.
    ///
    /// - Parameter headers: the fields of an earlier request, whose memory is reused.
    init(
        of connection: OpaquePointer,
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        into headers: inout HTTPHeaders
    ) {
        headers.swapStorage(&bytes, &places)
        bytes.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        unsafe lineEnd = version + "HTTP/1.1".utf8.count
        unsafe isVersion10 = version[7] == CChar(bitPattern: UInt8(ascii: "0"))
        size = unsafe CMHD_head_size(connection)
        let end = unsafe method + size
        unsafe bytes.reserveCapacity(max(0, end - lineEnd))
        places.reserveCapacity(12)
        unsafe withUnsafeMutablePointer(to: &self) { head in
            _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, readField, head)
        }
        // The end of the last line and the empty line, each CR LF or LF.
        refuse(unless: (2...4).contains(unsafe end - lineEnd), "the header section contains a NUL or a folded line")
        refuse(unless: !isChunked || contentLength == nil, "the request has both Transfer-Encoding and Content-Length")
        refuse(unless: !isChunked || !isVersion10, "HTTP/1.0 has no Transfer-Encoding")
        refuse(unless: hasHost || isVersion10, "the request has no Host")
    }

    fileprivate mutating func read(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        guard let nameStart = name.baseAddress, let valueStart = value.baseAddress else { return }
        let gap = unsafe UnsafeRawPointer(nameStart) - UnsafeRawPointer(lineEnd)
        refuse(unless: (1...2).contains(gap), "the header section contains a NUL or a folded line")
        unsafe lineEnd = UnsafeRawPointer(valueStart + value.count).assumingMemoryBound(to: CChar.self)
        refuse(unless: unsafe name.span.isToken, "a header name is not a token")
        refuse(unless: unsafe value.span.isFieldValue, "a header value contains a control character")
        unsafe append(name, value.trimmingTrailingWhitespace())
        // libmicrohttpd compares it with the white space, and then reads a body without end.
        if unsafe name.count == 17 && name.isText("transfer-encoding") {
            refuse(unless: unsafe value.isText("chunked"), "Transfer-Encoding is not chunked")
        }
    }

    private mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        let nameStart = bytes.count
        unsafe bytes.append(contentsOf: name)
        bytes.append(0)
        let valueStart = bytes.count
        unsafe bytes.append(contentsOf: value)
        places.append(.init(nameStart: nameStart, valueStart: valueStart, valueEnd: bytes.count))
        bytes.append(0)
        unsafe readFraming(name, value)
    }

    /// Reads the fields that determine where the body ends (RFC 9112 §6), more strictly than libmicrohttpd does.
    private mutating func readFraming(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        switch name.count {
        case 4 where unsafe name.isText("host"):
            refuse(unless: !hasHost, "the request has two Host fields")
            hasHost = true
            refuse(
                unless: unsafe HostField.isValid(value.span),
                "Host is not a host name or address, perhaps with a port"
            )
        case 6 where unsafe name.isText("expect"):
            expectsContinue = unsafe value.isText("100-continue")
        case 14 where unsafe name.isText("content-length"):
            refuse(unless: contentLength == nil, "the request has two Content-Length fields")
            let isPlain = unsafe !value.isEmpty && value.allSatisfy(\.isDigit)
            contentLength = unsafe isPlain ? UInt64(String(decoding: value, as: UTF8.self)) : nil
            refuse(unless: contentLength != nil, "Content-Length is not a valid length")
        case 17 where unsafe name.isText("transfer-encoding"):
            refuse(unless: !isChunked, "the request has two Transfer-Encoding fields")
            isChunked = true
        default:
            break
        }
    }

    /// The reason to refuse the trailer section of a connection's current request; nil if it is valid.
    static func trailerFault(of connection: OpaquePointer) -> String? {
        var isSound = true
        unsafe withUnsafeMutablePointer(to: &isSound) { isSound in
            _ = unsafe MHD_get_connection_values_n(connection, .FOOTER_KIND, readTrailer, isSound)
        }
        return isSound ? nil : "the trailer section is malformed"
    }

    /// Moves the fields out.
    mutating func takeHeaders() -> HTTPHeaders {
        var headers = HTTPHeaders()
        headers.swapStorage(&bytes, &places)
        return headers
    }

    private mutating func refuse(unless isSound: Bool, _ reason: String) {
        if !isSound, fault == nil { fault = reason }
    }
}

private func readField(
    _ head: UnsafeMutableRawPointer?,
    _: MHD_ValueKind,
    _ name: UnsafePointer<CChar>?,
    _ nameSize: Int,
    _ value: UnsafePointer<CChar>?,
    _ valueSize: Int
) -> MHD_Result {
    let name = unsafe UnsafeRawBufferPointer(start: name, count: nameSize)
    let value = unsafe UnsafeRawBufferPointer(start: value, count: valueSize)
    unsafe head?.assumingMemoryBound(to: RequestHead.self).pointee.read(
        name.assumingMemoryBound(to: UInt8.self),
        value.assumingMemoryBound(to: UInt8.self)
    )
    return .YES
}

private func readTrailer(
    _ isSound: UnsafeMutableRawPointer?,
    _: MHD_ValueKind,
    _ name: UnsafePointer<CChar>?,
    _ nameSize: Int,
    _ value: UnsafePointer<CChar>?,
    _ valueSize: Int
) -> MHD_Result {
    let name = unsafe UnsafeRawBufferPointer(start: name, count: nameSize).assumingMemoryBound(to: UInt8.self)
    let value = unsafe UnsafeRawBufferPointer(start: value, count: valueSize).assumingMemoryBound(to: UInt8.self)
    if unsafe !name.span.isToken || !value.span.isFieldValue {
        unsafe isSound?.assumingMemoryBound(to: Bool.self).pointee = false
    }
    return .YES
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether it equals the text, ignoring the case of ASCII letters.
    fileprivate func isText(_ text: String) -> Bool {
        unsafe span.equalsIgnoringASCIICase(text.utf8.span)
    }

    /// Without trailing spaces and tabs, which do not belong to a field value (RFC 9110 §5.5).
    fileprivate func trimmingTrailingWhitespace() -> Self {
        var count = self.count
        while count > 0, unsafe self[count - 1] == UInt8(ascii: " ") || self[count - 1] == UInt8(ascii: "\t") {
            count -= 1
        }
        return unsafe Self(start: baseAddress, count: count)
    }
}

extension Span<UInt8> {
    /// Whether it contains no control character except tabs (RFC 9110 §5.5).
    fileprivate var isFieldValue: Bool {
        if isEmpty || isPlainText { return true }
        for position in indices where self[position].isControlByte { return false }
        return true
    }
}
