public import HTTPMessage

/// A request as the journal stores it; made before the journal is locked.
public struct RequestRecord: Sendable {
    let signature: RequestSignature
    /// Method, target, client, header fields and body, packed.
    let bytes: [UInt8]
    let isSecure: Bool

    /// Packs a request.
    public init(_ request: borrowing HTTPRequest) {
        signature = RequestSignature(of: request)
        isSecure = request.isSecure
        let (headers, body) = (request.headers, request.body)
        var bytes: [UInt8] = []
        // A length takes one or two bytes.
        bytes.reserveCapacity(64 + request.target.utf8.count + headers.bytes.count + 4 * headers.count + body.count)
        bytes.pack(request.method.rawValue)
        bytes.pack(request.target)
        bytes.pack(request.clientAddress)
        bytes.pack(headers)
        bytes.pack(body)
        self.bytes = bytes
    }
}
