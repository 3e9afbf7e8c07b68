package import HTTPMessage

/// The header fields of every response of the service, composed before the state is looked at, when no lock is held.
package struct ServiceHeaders: Sendable {
    /// The content type, then all others.
    private let fields: HTTPHeaders

    /// - Parameter requestID: The 36 bytes of the UUID in `sib-request-id`.
    package init(requestID: Span<UInt8>) {
        var fields = Self.template
        fields.replaceValue(at: fields.count - 1, with: requestID)
        self.fields = fields
    }

    /// Adds the fields to a response, the content type only if it has a body; as observed, it names no charset.
    package func add(to response: inout HTTPResponse) {
        if response.headers.isEmpty, !response.body.isEmpty {
            response.headers = fields
        } else {
            response.headers.append(contentsOf: fields, from: response.body.isEmpty ? 1 : 0)
        }
    }

    private static let template: HTTPHeaders = [
        "Content-Type": "application/json",
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*",
        "access-control-allow-methods": "PUT, POST, GET, DELETE, PATCH, OPTIONS",
        "access-control-allow-credentials": "true",
        // Last: responses that differ only in their last field are cheaper to send.
        "sib-request-id": "00000000-0000-4000-8000-000000000000",
    ]
}
