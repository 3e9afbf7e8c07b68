internal import CGnuTLS
internal import Glibc

/// The outcome of sending or receiving on a nonblocking socket.
enum Transfer {
    /// This number of bytes was moved; 0 means that the peer has ended the connection.
    case moved(Int)
    /// The socket must first be ready for this (`POLLIN`, `POLLOUT`).
    case blocked(Int32)
    /// The connection is broken, for this reason.
    case failed(String)

    /// The outcome of a system call that returns -1 and sets `errno`.
    init(_ count: Int, waitingFor events: Int32) {
        switch (count, errno) {
        case (0..., _): self = .moved(count)
        case (_, EAGAIN), (_, EINTR): self = .blocked(events)
        case (_, let code): self = .failed(unsafe String(cString: strerror(code)))
        }
    }

    /// The outcome of a call of GnuTLS for a session.
    init(_ count: Int, on session: gnutls_session_t) {
        switch Int32(clamping: count) {
        case 0...: self = .moved(count)
        case GNUTLS_E_AGAIN, GNUTLS_E_INTERRUPTED:
            self = .blocked(unsafe gnutls_record_get_direction(session) == 0 ? POLLIN : POLLOUT)
        // An end without close_notify (RFC 8446 §6.1); HTTP's own framing tells whether the message is complete.
        case GNUTLS_E_PREMATURE_TERMINATION: self = .moved(0)
        case let code: self = .failed(String(gnutlsError: code))
        }
    }
}

extension String {
    /// GnuTLS's text for one of its errors, without the period.
    init(gnutlsError code: Int32) {
        self = unsafe String(String(cString: gnutls_strerror(code)).prefix { $0 != "." })
    }
}
