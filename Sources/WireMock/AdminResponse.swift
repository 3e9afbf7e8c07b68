internal import HTTPMessage
internal import JSON

/// A response of the admin API, and what it asks of the caller.
struct AdminResponse {
    var response: HTTPResponse
    var effect = WireMockAdmin.Effect.none
    /// Makes the response in place of the one that is there, once the state is no longer needed.
    var completion: (@Sendable () -> HTTPResponse)?

    /// An empty object; WireMock 2 sends an empty body instead, which clients that parse JSON cannot read.
    static let empty = AdminResponse([:])

    init(_ response: HTTPResponse) {
        self.response = response
    }

    init(_ json: JSONValue, status: HTTPStatus = .ok) {
        self.init(encoded: json.encoded(), status: status)
    }

    /// An object whose members the closure writes.
    init(_ members: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        json.object(members)
        self.init(encoded: json.bytes, status: .ok)
    }

    init(_ error: AdminError) {
        self.init(error.json, status: error.status)
        if !error.allowedMethods.isEmpty {
            response.headers.append("Allow", error.allowedMethods.map(\.rawValue).joined(separator: ", "))
        }
    }

    /// A response whose JSON is already encoded.
    init(encoded: [UInt8], status: HTTPStatus = .ok) {
        response = HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: encoded)
    }

    func asking(_ effect: WireMockAdmin.Effect) -> AdminResponse {
        var copy = self
        copy.effect = effect
        return copy
    }
}
