public import HTTPMessage
public import JSON

/// A stub's response.
public struct ResponseDefinition: Sendable {
    /// The definition as WireMock echoes it.
    public let json: JSONValue
    /// The body file's name, relative to the directory of body files.
    public var bodyFileName: String? {
        guard case .file(let name) = body else { return nil }
        return name
    }

    /// The possible values of `fault`.
    public static let faults = Fault.allCases.map(\.rawValue)

    let status: HTTPStatus
    /// The reason phrase; nil for the status' own.
    let reason: String?
    let headers: HTTPHeaders
    let body: Body
    let delay: ResponseDelay
    let delivery: HTTPResponse.Delivery
    /// Whether the stub asks for `response-template`.
    let isTemplate: Bool

    enum Body: Sendable {
        case bytes([UInt8])
        case file(String)
    }

    /// The response.
    ///
    /// - Parameters:
    ///   - files: Returns the bytes of a body file; nil if there is none, and then the response is a 500.
    ///   - random: Draws the delay.
    ///   - global: The delay if the stub has none.
    public func response(
        files: (String) -> [UInt8]?,
        random: inout some RandomNumberGenerator,
        global: ResponseDelay = ResponseDelay()
    ) -> HTTPResponse {
        let bytes: [UInt8]
        switch body {
        case .bytes(let fixed): bytes = fixed
        case .file(let name):
            guard let content = files(name) else { return Self.failure("There is no body file \(name)") }
            guard !isTemplate || !content.holdsTemplate else {
                return Self.failure("The body file \(name) contains a template, and templates are not supported")
            }
            bytes = content
        }
        return HTTPResponse(
            status: status,
            reason: reason,
            headers: headers,
            body: bytes,
            delay: delay.sample(otherwise: global, using: &random),
            delivery: delivery
        )
    }

    private static func failure(_ message: String) -> HTTPResponse {
        HTTPResponse(status: 500, headers: ["Content-Type": "text/plain"], body: Array(message.utf8))
    }
}

extension [UInt8] {
    /// Whether the bytes contain `{{`, which starts a Handlebars expression.
    var holdsTemplate: Bool {
        zip(self, dropFirst()).contains { $0 == UInt8(ascii: "{") && $1 == UInt8(ascii: "{") }
    }
}
