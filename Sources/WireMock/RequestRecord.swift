public import HTTPMessage

/// A request as a journal keeps it, made before anybody waits for the journal.
public struct RequestRecord: Sendable {
    let signature: RequestSignature
    /// Method, target, client, header fields and body, packed.
    let octets: [UInt8]
    let isSecure: Bool

    /// The record of a request.
    public init(_ request: borrowing HTTPRequest) {
        signature = RequestSignature(of: request)
        isSecure = request.isSecure
        let (headers, body) = (request.headers, request.body)
        var octets: [UInt8] = []
        // Lengths take an octet or two.
        octets.reserveCapacity(64 + request.target.utf8.count + headers.octets.count + 4 * headers.count + body.count)
        octets.pack(request.method.rawValue)
        octets.pack(request.target)
        octets.pack(request.clientAddress)
        octets.pack(headers)
        octets.pack(body)
        self.octets = octets
    }
}
