package import HTTPMessage

extension HTTPRequest {
    /// Where the client found the world, without a slash at its end: `http://localhost:8080/worlds/t1`.
    ///
    /// The host is the one that the client named, the only address by which it surely finds us again; without one
    /// the URL is a path. A proxy that ends TLS says so by `X-Forwarded-Proto: https`.
    var baseURL: String { (ownOrigin ?? "") + prefix }

    /// The origin of a page that the emulator itself has sent (RFC 6454 §4): `http://localhost:8080`.
    ///
    /// Nil if the client has not named a host. No page of another origin can add `X-Forwarded-Proto` to a request before
    /// it has asked for permission.
    package var ownOrigin: String? {
        guard let host = headers["host"], Self.isHost(host) else { return nil }
        let isSecure = isSecure || headers["x-forwarded-proto"]?.equalsIgnoringASCIICase("https") == true
        return "\(isSecure ? "https" : "http")://\(host)"
    }

    /// Whether a text has nothing but the characters of a name, an address and a port (RFC 3986 §3.2).
    private static func isHost(_ text: String) -> Bool {
        (1...300).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                    true
                default: false
                }
            }
    }
}
