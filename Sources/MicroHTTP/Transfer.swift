internal import CGnuTLS
internal import Glibc

/// What became of moving bytes to or from a socket that does not block.
enum Transfer {
    /// So many were moved; none means that the other side has ended.
    case moved(Int)
    /// The socket has to be ready for this first (`POLLIN`, `POLLOUT`); then the same again.
    case blocked(Int32)
    /// The connection is of no more use.
    case failed(String)

    /// What a system call gave that returns -1 and sets `errno`.
    init(_ count: Int, waitingFor events: Int32) {
        switch (count, errno) {
        case (0..., _): self = .moved(count)
        case (_, EAGAIN), (_, EINTR): self = .blocked(events)
        case (_, let code): self = .failed(unsafe String(cString: strerror(code)))
        }
    }

    /// What a call of GnuTLS gave for a session.
    init(_ count: Int, on session: gnutls_session_t) {
        switch Int32(clamping: count) {
        case 0...: self = .moved(count)
        case GNUTLS_E_AGAIN, GNUTLS_E_INTERRUPTED:
            self = .blocked(unsafe gnutls_record_get_direction(session) == 0 ? POLLIN : POLLOUT)
        // The end without a goodbye (RFC 8446 §6.1), which HTTP tells apart by its own means.
        case GNUTLS_E_PREMATURE_TERMINATION: self = .moved(0)
        case let code: self = .failed(String(gnutlsError: code))
        }
    }
}

extension String {
    /// GnuTLS's text for one of its errors, without the full stop.
    init(gnutlsError code: Int32) {
        self = unsafe String(String(cString: gnutls_strerror(code)).prefix { $0 != "." })
    }
}
