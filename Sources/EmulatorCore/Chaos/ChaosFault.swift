internal import HTTPMessage
internal import JSON
internal import WireMock

/// What a rule does to a request: a response as WireMock defines one, with `delayMilliseconds` and `connection` as other
/// names of its `fixedDelayMilliseconds` and `fault`.
///
/// - With a body or a connection fault it is the whole response.
/// - With a status and no body it is the service's own response with that status.
/// - With nothing but a delay, whatever would respond does so later.
struct ChaosFault: Sendable {
    let record: ChaosFaultRecord
    let definition: ResponseDefinition
    let kind: ChaosFaultRecord.Kind

    /// The longest delay: a day, in milliseconds.
    static let longestDelay = 86_400_000

    /// What happens to one request.
    ///
    /// - Parameter random: Draws the delay if the document gives a distribution.
    func effect(using random: inout some RandomNumberGenerator) -> InjectedFault.Effect {
        var response = definition.response(files: { _ in nil }, random: &random)
        response.delay = response.delay.map { min($0, .milliseconds(Self.longestDelay)) }
        return switch kind {
        case .response: .response(response)
        case .refusal: .refusal(response)
        case .delay: .delay(response.delay ?? .zero)
        }
    }
}

/// A fault in a document.
struct ChaosFaultRecord: JSONRecord, Sendable {
    enum Kind { case response, refusal, delay }

    private var status: Int?
    private var statusMessage: String?
    private var headers: JSONValue?
    private var body: String?
    private var jsonBody: JSONValue?
    private var base64Body: String?
    private var delayMilliseconds: Int?
    private var fixedDelayMilliseconds: Int?
    private var delayDistribution: JSONValue?
    private var chunkedDribbleDelay: JSONValue?
    private var connection: FaultName?
    private var wireMockFault: FaultName?
    /// What the document defines, if it was read without faults.
    private var definition: ResponseDefinition?

    /// The fault, if it was read without faults of its own.
    var fault: ChaosFault? {
        guard let definition, let kind else { return nil }
        return ChaosFault(record: self, definition: definition, kind: kind)
    }

    init() {}

    mutating func declareFields(_ fields: inout RecordFields<ChaosContext>) {
        let known = fields.faults.count
        // Interim statuses are no responses (RFC 9110 §15.2).
        fields.integer("status", &status, in: 200...599)
        fields.optional("statusMessage", &statusMessage, example: "Busy")
        fields.optional("headers", &headers, example: ["Retry-After": "1"])
        fields.optional("body", &body, example: "busy")
        fields.optional("jsonBody", &jsonBody, example: ["code": "busy"])
        // A body may be the JSON text `null`.
        if fields.isReading, fields.hasNull("jsonBody") { jsonBody = .null }
        fields.optional("base64Body", &base64Body, example: "YnVzeQ==")
        let delays = 0...ChaosFault.longestDelay
        fields.integer("delayMilliseconds", &delayMilliseconds, in: delays)
        fields.integer("fixedDelayMilliseconds", &fixedDelayMilliseconds, in: delays)
        fields.optional("delayDistribution", &delayDistribution, example: ["type": "uniform", "lower": 1, "upper": 9])
        fields.optional(
            "chunkedDribbleDelay",
            &chunkedDribbleDelay,
            example: ["numberOfChunks": 5, "totalDuration": 9]
        )
        fields.optional("connection", &connection, example: .sample)
        fields.optional("fault", &wireMockFault, example: .sample, "Another name of `connection`.")
        if fields.isReading { complete(&fields, known) }
    }

    private mutating func complete(_ fields: inout RecordFields<ChaosContext>, _ known: Int) {
        for (name, theirs, areBoth) in [
            ("delayMilliseconds", "fixedDelayMilliseconds", delayMilliseconds != nil && fixedDelayMilliseconds != nil),
            ("connection", "fault", connection != nil && wireMockFault != nil),
        ] where areBoth {
            fields.addFault("\(name) is another name of \(theirs); give one of them", at: name)
        }
        if fields.faults.count == known, kind == nil, !fields.hasOtherMembers {
            fields.addFault("this must have a status, a body, a connection, or a delay and nothing more")
        }
        guard fields.faults.count == known else { return }
        do throws(AdminError) {
            definition = try ResponseDefinition(.object(wireMockDocument), at: fields.pointer)
        } catch { fields.addFaults(error) }
    }

    private var kind: Kind? {
        if body != nil || jsonBody != nil || base64Body != nil || connection != nil || wireMockFault != nil {
            return .response
        }
        if status != nil { return .refusal }
        let isDelayed = delayMilliseconds != nil || fixedDelayMilliseconds != nil || delayDistribution != nil
        return isDelayed && statusMessage == nil && headers == nil && chunkedDribbleDelay == nil ? .delay : nil
    }

    private var wireMockDocument: JSONObject {
        var document: JSONObject = [:]
        document["status"] = status.map { .number(JSONNumber($0)) }
        document["statusMessage"] = statusMessage.map { .string($0) }
        document["headers"] = headers
        document["body"] = body.map { .string($0) }
        document["jsonBody"] = jsonBody
        document["base64Body"] = base64Body.map { .string($0) }
        document["fixedDelayMilliseconds"] = (delayMilliseconds ?? fixedDelayMilliseconds).map {
            .number(JSONNumber($0))
        }
        document["delayDistribution"] = delayDistribution
        document["chunkedDribbleDelay"] = chunkedDribbleDelay
        document["fault"] = (connection ?? wireMockFault).map { .string($0.fieldText) }
        return document
    }
}

/// The name of a connection fault, as WireMock has it.
private struct FaultName: TextFieldValue {
    let fieldText: String

    static let sample = FaultName(unchecked: ResponseDefinition.faults[0])
    static var schema: JSONSchema { .choice(ResponseDefinition.faults) }

    private init(unchecked text: String) { fieldText = text }

    init?(fieldText: String) {
        guard ResponseDefinition.faults.contains(fieldText) else { return nil }
        self.fieldText = fieldText
    }
}
