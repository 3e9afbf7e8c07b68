package import JSON
package import WireMock

/// The body of `POST /__emulator/requests/wait`.
package struct WaitRequest: JSONRecord, Sendable {
    private var json: JSONValue = [:]
    /// The requests to wait for.
    package private(set) var pattern: RequestPattern?
    /// How many must match.
    package private(set) var count = 1
    /// How long to wait in real time, because a world's clock may stand still.
    package private(set) var timeoutMilliseconds = 10_000

    package init() {}

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("pattern", &json, "The requests, as a request pattern of WireMock; {} for any.")
        fields.integer("count", &count, in: 1...1_000_000, "How many must match.")
        fields.integer("timeoutMilliseconds", &timeoutMilliseconds, in: 0...300_000, "How long to wait, in real time.")
        guard fields.isReading else { return }
        do throws(AdminError) { pattern = try RequestPattern(json, at: JSONPointer.root.appending("pattern")) } catch {
            fields.addFaults(error)
        }
    }

    /// The form of the response.
    static let responseSchema = JSONSchema.object([
        .init("matched", .integer(0...Int.max), isRequired: true, summary: "The number of requests that have matched."),
        .init("requests", .array(.any), isRequired: true, summary: "The newest of them, as WireMock logs requests."),
    ])
}
