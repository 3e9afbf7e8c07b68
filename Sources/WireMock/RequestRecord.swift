public import HTTPMessage

/// A request as a journal keeps it, made before anybody waits for the journal.
public struct RequestRecord: Sendable {
    let signature: RequestSignature
    /// Method, target, client, header fields and body, packed.
    let bytes: [UInt8]
    let isSecure: Bool

    /// The record of a request.
    public init(_ request: borrowing HTTPRequest) {
        signature = RequestSignature(of: request)
        isSecure = request.isSecure
        let (headers, body) = (request.headers, request.body)
        var bytes: [UInt8] = []
        // Lengths take an byte or two.
        bytes.reserveCapacity(64 + request.target.utf8.count + headers.bytes.count + 4 * headers.count + body.count)
        bytes.pack(request.method.rawValue)
        bytes.pack(request.target)
        bytes.pack(request.clientAddress)
        bytes.pack(headers)
        bytes.pack(body)
        self.bytes = bytes
    }
}
