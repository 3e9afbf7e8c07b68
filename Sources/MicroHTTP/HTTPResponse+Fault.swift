internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// WireMock's octets that are no HTTP.
    static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv".utf8)

    /// WireMock's head that announces chunks, the same whatever the status, then octets that are no chunk.
    static let malformedChunk = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + garbage
}

extension Connection {
    /// Writes past libmicrohttpd, as much as the socket's buffer takes.
    ///
    /// - Returns: how many octets it took; nil, and `errno` says why, where it took none.
    @discardableResult
    func write(_ octets: ArraySlice<UInt8>) -> Int? {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let count = unsafe octets.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, flags) }
        return count > 0 ? count : nil
    }

    /// Resets the TCP connection; closing it, even with `SO_LINGER`, would send a FIN first.
    func reset() {
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        unsafe connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
    }
}
