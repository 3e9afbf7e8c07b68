internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// WireMock's octets that are no HTTP.
    static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv".utf8)

    /// A head that announces chunks, then octets that are no chunk.
    var malformedChunk: [UInt8] {
        var text = "HTTP/1.1 \(wireStatus) \(unsafe String(cString: MHD_get_reason_phrase_for(wireStatus)))\r\n"
        let framing = ["content-length", "transfer-encoding"]
        for field in headers.compactMap(\.onWire) where !framing.contains(where: field.name.equalsIgnoringASCIICase) {
            text += "\(field.name): \(field.value)\r\n"
        }
        text += "Transfer-Encoding: chunked\r\n\r\n"
        return Array(text.utf8) + Self.garbage
    }
}

extension Connection {
    /// Writes past libmicrohttpd, as much as the socket's buffer takes.
    func write(_ octets: [UInt8]) {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        _ = unsafe octets.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, flags) }
    }

    /// Resets the TCP connection; closing it, even with `SO_LINGER`, would send a FIN first.
    func reset() {
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        unsafe connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
    }
}
