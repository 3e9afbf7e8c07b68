internal import CGnuTLS

/// The client's side of TLS on a connected, nonblocking socket; it accepts any certificate.
@safe final class TLSSession {
    private let raw: gnutls_session_t
    private let credentials: gnutls_certificate_credentials_t

    /// A session before its handshake, on a descriptor that must outlive it; nil if memory is short.
    init?(on descriptor: Int32) {
        var credentials: gnutls_certificate_credentials_t?
        guard unsafe gnutls_certificate_allocate_credentials(&credentials) == GNUTLS_E_SUCCESS,
            let credentials = unsafe credentials
        else { return nil }
        var raw: gnutls_session_t?
        guard unsafe gnutls_init(&raw, UInt32(GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL)) == GNUTLS_E_SUCCESS,
            let raw = unsafe raw
        else {
            unsafe gnutls_certificate_free_credentials(credentials)
            return nil
        }
        unsafe (self.raw, self.credentials) = (raw, credentials)
        unsafe gnutls_set_default_priority(raw)
        unsafe gnutls_credentials_set(raw, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
        unsafe gnutls_transport_set_int2(raw, descriptor, descriptor)
    }

    deinit {
        unsafe gnutls_deinit(raw)
        unsafe gnutls_certificate_free_credentials(credentials)
    }

    func handshake() -> Transfer {
        unsafe Transfer(Int(gnutls_handshake(raw)), on: raw)
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        unsafe Transfer(gnutls_record_send(raw, bytes.baseAddress, bytes.count), on: raw)
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        unsafe Transfer(gnutls_record_recv(raw, buffer.baseAddress, buffer.count), on: raw)
    }
}
