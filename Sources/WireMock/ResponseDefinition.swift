public import HTTPMessage
public import JSON

/// What a stub answers.
public struct ResponseDefinition: Sendable {
    /// The definition as WireMock echoes it.
    public let json: JSONValue
    /// The name of the file that holds the body, below the directory of such files.
    public var bodyFileName: String? {
        guard case .file(let name) = body else { return nil }
        return name
    }

    /// The names of the faults that `fault` may have.
    public static let faults = Fault.allCases.map(\.rawValue)

    let status: HTTPStatus
    /// The reason phrase where it is not the status' own.
    let reason: String?
    let headers: HTTPHeaders
    let body: Body
    let delay: ResponseDelay
    let delivery: HTTPResponse.Delivery
    /// Whether `response-template` is asked for, which only a body without templates can be served with.
    let isTemplate: Bool

    enum Body: Sendable {
        case bytes([UInt8])
        case file(String)
    }

    /// The answer; a body's file is asked for each time.
    ///
    /// - Parameters:
    ///   - files: Gives the bytes of a body's file, or nil where there is none; the answer is then a 500.
    ///   - random: Draws the delay.
    ///   - global: The delay where the stub sets none.
    public func response(
        files: (String) -> [UInt8]?,
        random: inout some RandomNumberGenerator,
        global: ResponseDelay = ResponseDelay()
    ) -> HTTPResponse {
        let bytes: [UInt8]
        switch body {
        case .bytes(let fixed): bytes = fixed
        case .file(let name):
            guard let content = files(name) else { return Self.failure("There is no file \(name) for the body") }
            guard !isTemplate || !content.holdsTemplate else {
                return Self.failure("The file \(name) holds a template, and templates are not supported")
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
    /// Whether `{{` stands in it, which begins what a Handlebars template puts in.
    var holdsTemplate: Bool {
        zip(self, dropFirst()).contains { $0 == UInt8(ascii: "{") && $1 == UInt8(ascii: "{") }
    }
}
