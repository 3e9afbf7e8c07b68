internal import CGnuTLS
internal import CMicroHTTPD
internal import Glibc

extension Connection {
    /// Writes to the socket behind libmicrohttpd's back, as much as its buffer takes, inside TLS where that is spoken.
    @discardableResult
    func write(_ bytes: ArraySlice<UInt8>) -> Transfer {
        unsafe bytes.withUnsafeBytes { bytes in
            if let raw = unsafe raw, let session = unsafe CMHD_tls_session(raw) {
                let session = OpaquePointer(session)
                return unsafe Transfer(gnutls_record_send(session, bytes.baseAddress, bytes.count), on: session)
            }
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            return unsafe Transfer(send(descriptor, bytes.baseAddress, bytes.count, flags), waitingFor: POLLOUT)
        }
    }

    /// Whether something has arrived that libmicrohttpd has not read, in the socket or in its TLS session.
    var hasUnreadInput: Bool {
        var count: Int32 = 0
        if unsafe ioctl(descriptor, UInt(FIONREAD), &count) == 0, count > 0 { return true }
        guard let raw = unsafe raw, let session = unsafe CMHD_tls_session(raw) else { return false }
        return unsafe gnutls_record_check_pending(OpaquePointer(session)) > 0
    }

    /// Tells the client that nothing more will be sent.
    func finishSending() {
        if let raw = unsafe raw, let session = unsafe CMHD_tls_session(raw) {
            unsafe gnutls_bye(OpaquePointer(session), GNUTLS_SHUT_WR)
        }
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Drops what has arrived; false once the client has closed its side.
    func drain() -> Bool {
        unsafe withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 1) { buffer in
            while true {
                let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                guard count > 0 else { return count < 0 && errno == EAGAIN }
            }
        }
    }

    /// Resets the TCP connection; closing it, even with `SO_LINGER`, would send a FIN first.
    func reset() {
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        unsafe connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
    }
}
