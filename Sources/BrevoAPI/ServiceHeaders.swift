internal import HTTPMessage

/// What every answer of the service carries (OBS), put together before the state is looked at, so that no lock is held
/// meanwhile.
public struct ServiceHeaders: Sendable {
    /// The content type, then all the others.
    private let fields: HTTPHeaders

    /// The fields of one answer.
    ///
    /// - Parameter requestID: the 36 bytes of a UUID, which `sib-request-id` says.
    public init(requestID: Span<UInt8>) {
        var fields = Self.template
        fields.replaceValue(at: fields.count - 1, with: requestID)
        self.fields = fields
    }

    /// Adds them to an answer, the content type only where it has a body; it names no charset (OBS).
    func add(to response: inout HTTPResponse) {
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
        // Last, as answers that differ in no other field are sent with less work so.
        "sib-request-id": "00000000-0000-4000-8000-000000000000",
    ]
}
