internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
package import JSON

/// Why a request was answered as it was.
package struct Explanation: JSONRecord, Sendable {
    var request: RequestRecord
    var status: Int
    var source: String
    var operation: String?
    var rule: RuleRecord?
    var hint: String?
    var checks: [Check]
    var nearMiss: String?
    var stub: StubRecord?
    var nearMisses: [NearMissRecord]
    var fault: String?
    var change: Change?

    static let sample = Explanation(
        request: RequestRecord(
            id: "00000000-0000-0000-0000-000000000000",
            method: "GET",
            url: "/v3/organization/user/ann%40acme.example/permissions",
            time: StateContext.sample.now.description
        ),
        status: 400,
        source: Served.Source.oauth.name,
        operation: "getUserPermission",
        rule: .sample,
        hint: "…",
        checks: [Check(Rule.all[0], .refused, "…")],
        nearMiss: "…",
        stub: StubRecord(id: "…", name: "…"),
        nearMisses: [NearMissRecord(stub: StubRecord(id: "…"), distance: 0.12)],
        fault: "rule-1#1",
        change: Change(text: "…", requests: [.init(method: "GET", url: "…", headers: [:], body: nil)])
    )

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.record("request", &request)
        fields.integer("status", &status, in: 100...599)
        fields.required("source", &source, "What responded: operation, oauth, preflight, stub, fault or unmatched.")
        fields.nullable("operation", &operation, "The operation that the request is for.")
        fields.nullableRecord("rule", &rule, blank: .sample, "The rule that decided; null if nothing was refused.")
        fields.nullable("hint", &hint, "What to do about it.")
        fields.records("checks", checks, "Every check, in order.", blank: { _ in .blank }) { _, _ in }
        fields.nullable("nearMiss", &nearMiss, "What would have been accepted in this state.")
        fields.nullableRecord("stub", &stub, blank: StubRecord(id: ""), "The stub that responded.")
        fields.records("nearMisses", nearMisses, "The stubs that came closest.", blank: { _ in .blank }) { _, _ in }
        fields.nullable("fault", &fault, "The rule of the injected fault, and its number.")
        fields.nullableRecord("change", &change, blank: .blank, "The smallest change that would be accepted now.")
    }

    /// The request that is explained.
    struct RequestRecord: JSONRecord, Sendable {
        var id: String
        var method: String
        var url: String
        var time: String

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("id", &id, "The value of sib-request-id.")
            fields.required("method", &method)
            fields.required("url", &url)
            fields.required("time", &time)
        }
    }

    /// A check: a rule, and what it compared.
    struct Check: JSONRecord, Sendable {
        /// How a check ended.
        enum Outcome: String, CaseIterable, TextFieldValue {
            case passed, refused
            case notReached = "not reached"
        }

        private(set) var rule: String
        private var text: String
        private var basis: String
        private(set) var outcome: Outcome
        private var compared: String

        init(_ rule: Rule, _ outcome: Outcome, _ compared: String) {
            (self.rule, text, basis) = (rule.id, rule.text, rule.basis.mark)
            (self.outcome, self.compared) = (outcome, compared)
        }

        static let blank = Check(Rule.all[0], .passed, "")

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("rule", &rule)
            fields.required("text", &text)
            fields.required("basis", &basis)
            fields.required("outcome", &outcome)
            fields.required("compared", &compared, "What the check compared.")
        }
    }

    /// A stub.
    struct StubRecord: JSONRecord, Sendable {
        var id: String
        var name: String?

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("id", &id)
            fields.nullable("name", &name)
        }
    }

    /// A stub that did not match.
    struct NearMissRecord: JSONRecord, Sendable {
        var stub: StubRecord
        var distance: Double?

        static let blank = NearMissRecord(stub: StubRecord(id: ""), distance: 0)

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.record("stub", &stub)
            fields.number("distance", &distance, in: 0...1, "0 for a match, 1 for nothing in common.")
        }
    }

    /// The smallest change that leads to success: requests to send in this order, of which the last one is the changed one.
    struct Change: JSONRecord, Sendable {
        var text: String
        var requests: [Request]

        static let blank = Change(text: "", requests: [])

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("text", &text)
            fields.records("requests", requests, blank: { _ in .blank }) { _, _ in }
        }

        /// A request to send.
        struct Request: JSONRecord, Sendable {
            var method: String
            var url: String
            var headers: JSONValue
            var body: String?

            static let blank = Request(method: "GET", url: "/", headers: [:], body: nil)

            mutating func declareFields(_ fields: inout RecordFields<Void>) {
                fields.required("method", &method)
                fields.required("url", &url, "Below the world that was asked.")
                fields.required("headers", &headers, "An object of header fields.")
                fields.nullable("body", &body)
            }
        }
    }
}
