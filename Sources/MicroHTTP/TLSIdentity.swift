internal import CGnuTLS

/// A server's certificate chain, its own certificate first, with its private key (RFC 8446 §4.4.2).
public struct TLSIdentity: Sendable {
    /// The certificates in PEM (RFC 7468 §5), each certified by the one after it.
    public var certificates: [UInt8]
    /// The unencrypted private key in PEM (RFC 7468 §10).
    public var key: [UInt8]

    /// An identity that is checked when a listener starts.
    public init(certificates: [UInt8], key: [UInt8]) {
        self.certificates = certificates
        self.key = key
    }

    /// Throws where libmicrohttpd would fail without a reason.
    func check() throws(HTTPListener.Failure) {
        var credentials: gnutls_certificate_credentials_t?
        var code = unsafe gnutls_certificate_allocate_credentials(&credentials)
        if code == GNUTLS_E_SUCCESS {
            defer { unsafe gnutls_certificate_free_credentials(credentials) }
            code = unsafe withCStrings { certificates, key in
                var certificates = unsafe gnutls_datum_t(certificates)
                var key = unsafe gnutls_datum_t(key)
                return unsafe gnutls_certificate_set_x509_key_mem(credentials, &certificates, &key, GNUTLS_X509_FMT_PEM)
            }
        }
        guard code >= GNUTLS_E_SUCCESS else {
            throw HTTPListener.Failure("no TLS with this certificate and key: " + String(gnutlsError: code))
        }
    }

    /// Calls `body` with both as C strings.
    func withCStrings<Result>(_ body: (UnsafeBufferPointer<CChar>, UnsafeBufferPointer<CChar>) -> Result) -> Result {
        unsafe (certificates.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer { certificates in
            unsafe (key.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer { key in
                unsafe body(certificates, key)
            }
        }
    }
}

extension gnutls_datum_t {
    /// A C string without its NUL; GnuTLS declares the bytes mutable, but only reads them.
    fileprivate init(_ text: UnsafeBufferPointer<CChar>) {
        let bytes = unsafe UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: UInt8.self)
        unsafe self.init(data: UnsafeMutablePointer(mutating: bytes), size: UInt32(text.count - 1))
    }
}
