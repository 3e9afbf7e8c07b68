package import JSON

/// A single sign-on token.
package struct SessionToken: RecordResponse {
    private var token: String

    init(_ token: String) { self.token = token }

    static let sample = SessionToken("5cada2f1b5e2c9d8f0a47b6e3c1d8f5a179f85a0")

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("token", &token)
    }
}
