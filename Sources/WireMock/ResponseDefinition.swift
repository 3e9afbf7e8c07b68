public import HTTPMessage
public import JSON

/// A stub's response.
public struct ResponseDefinition: Sendable {
    /// The definition as WireMock echoes it.
    public let json: JSONValue
    /// The possible values of `fault`.
    public static let faults = Fault.allCases.map(\.rawValue)
    /// The bytes that all headers may have together, as in WireMock unless told otherwise.
    static let maximumHeaderSize = 8192

    let status: HTTPStatus
    /// The reason phrase; nil for the status' own.
    let reason: String?
    let headers: HTTPHeaders
    /// The stub's own `Content-Length`.
    let contentLength: Int?
    let body: Body
    let delay: ResponseDelay
    let delivery: HTTPResponse.Delivery
    /// Nil if nothing in the response is a template.
    let templates: ResponseTemplates?

    enum Body: Sendable {
        case bytes([UInt8])
        /// The name of a body file; empty for an empty body.
        case file(String)
    }

    /// The response of a stub without templates.
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
        switch body {
        case .bytes(let bytes): return response(headers, bytes, random: &random, global: global)
        case .file(let name):
            guard let contents = name.isEmpty ? [] : files(name) else {
                return Self.failure("There is no body file \(name)")
            }
            return response(headers, contents, random: &random, global: global)
        }
    }

    func response(
        _ headers: HTTPHeaders,
        _ body: [UInt8],
        random: inout some RandomNumberGenerator,
        global: ResponseDelay
    ) -> HTTPResponse {
        var response = HTTPResponse(
            status: status,
            reason: reason,
            headers: headers,
            body: body,
            delay: delay.sample(otherwise: global, using: &random),
            delivery: delivery
        )
        if let contentLength, contentLength != body.count, case .whole = delivery {
            response.headers.append("Content-Length", String(contentLength))
            // The rest would be taken for the start of the next response.
            response.body = Array(body.prefix(contentLength))
            response.declaresLength = true
        }
        return response
    }

    static func failure(_ message: String) -> HTTPResponse {
        HTTPResponse(status: 500, headers: ["Content-Type": "text/plain"], body: Array(message.utf8))
    }
}

extension HTTPHeaders {
    /// The bytes of all names and values, with what is between them.
    var size: Int {
        reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }
}
