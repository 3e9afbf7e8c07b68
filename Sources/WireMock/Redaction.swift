public import HTTPMessage

/// What clients may see of recorded requests and responses; patterns match what was really sent.
public struct Redaction: Sendable {
    /// The value of a header field.
    public let header: @Sendable (HTTPHeader) -> String
    /// A request target or URL.
    public let target: @Sendable (String) -> String
    /// A body.
    public let body: @Sendable ([UInt8]) -> [UInt8]

    /// Creates a redaction from its parts.
    public init(
        header: @escaping @Sendable (HTTPHeader) -> String,
        target: @escaping @Sendable (String) -> String,
        body: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        (self.header, self.target, self.body) = (header, target, body)
    }

    /// Shows everything.
    public static let none = Redaction(header: { $0.value }, target: { $0 }, body: { $0 })

    /// A request as clients may see it.
    package func redacted(_ request: HTTPRequest) -> HTTPRequest {
        var redacted = request
        redacted.target = target(request.target)
        redacted.headers = self.headers(request.headers)
        redacted.body = body(request.body)
        return redacted
    }

    /// A response as clients may see it.
    package func redacted(_ response: HTTPResponse) -> HTTPResponse {
        var redacted = response
        redacted.headers = self.headers(response.headers)
        redacted.body = body(response.body)
        return redacted
    }

    private func headers(_ headers: HTTPHeaders) -> HTTPHeaders {
        var redacted = HTTPHeaders()
        for field in headers { redacted.append(field.name, header(field)) }
        return redacted
    }
}
