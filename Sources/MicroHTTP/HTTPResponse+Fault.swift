internal import CGnuTLS
internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// WireMock's bytes that are no HTTP.
    static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv".utf8)

    /// WireMock's head that announces chunks, the same whatever the status, then bytes that are no chunk.
    static let malformedChunk = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + garbage
}

extension Connection {
    /// Writes past libmicrohttpd, as much as the socket's buffer takes; inside TLS where the connection speaks it.
    ///
    /// Only in a call from the connection's own thread, which is the one that uses its TLS session.
    @discardableResult
    func write(_ bytes: ArraySlice<UInt8>) -> Transfer {
        unsafe bytes.withUnsafeBytes { bytes in
            if let session = unsafe CMHD_tls_session(raw) {
                let session = OpaquePointer(session)
                return unsafe Transfer(gnutls_record_send(session, bytes.baseAddress, bytes.count), on: session)
            }
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            return unsafe Transfer(send(descriptor, bytes.baseAddress, bytes.count, flags), waitingFor: POLLOUT)
        }
    }

    /// Resets the TCP connection; closing it, even with `SO_LINGER`, would send a FIN first.
    func reset() {
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        unsafe connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
    }
}
