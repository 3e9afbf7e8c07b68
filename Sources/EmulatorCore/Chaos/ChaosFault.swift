internal import HTTPMessage
internal import JSON
internal import WireMock

/// What a rule does to a request: a response as WireMock defines one, with `delayMilliseconds` and `connection` as other
/// names of its `fixedDelayMilliseconds` and `fault`.
///
/// - With a body, or a connection fault, it is the whole answer.
/// - With a status and no body it is the service's own answer with that status.
/// - With nothing but a delay the answer is whoever's it would have been, later.
struct ChaosFault: Sendable {
    /// The fault as it was given.
    let json: JSONValue
    private let definition: ResponseDefinition
    private let kind: Kind

    private enum Kind {
        case answer, refusal, delay
    }

    /// The statuses that an answer can have (RFC 9110 §15), the interim ones left out.
    static let statuses = 200...599
    /// The longest that a request is held back: a day, in milliseconds.
    static let longestDelay = 86_400_000

    /// What happens to one request.
    ///
    /// - Parameter random: draws the delay where the document gives a distribution.
    func effect(using random: inout some RandomNumberGenerator) -> InjectedFault.Effect {
        var response = definition.response(files: { _ in nil }, random: &random)
        response.delay = response.delay.map { min($0, .milliseconds(Self.longestDelay)) }
        return switch kind {
        case .answer: .answer(response)
        case .refusal: .refusal(response)
        case .delay: .delay(response.delay ?? .zero)
        }
    }
}

extension ChaosFault {
    private static let delays: Set = ["delayMilliseconds", "fixedDelayMilliseconds", "delayDistribution"]
    private static let names = [
        "status", "statusMessage", "headers", "body", "jsonBody", "base64Body", "delayMilliseconds",
        "fixedDelayMilliseconds", "delayDistribution", "chunkedDribbleDelay", "connection", "fault",
    ]

    /// Reads a fault; nil where it is none, which the reader has then noted.
    init?(_ value: JSONValue, at place: Place, _ reader: inout some DocumentReader) {
        let before = reader.faults.count
        let fields = reader.fields(of: value, at: place, known: Self.names)
        _ = reader.whole(fields, "status", in: Self.statuses)
        let document = Self.inWireMocksNames(fields, &reader)
        let kind = Self.kind(of: fields)
        if kind == nil, reader.faults.count == before {
            reader.note("this must have a status, a body, a connection, or a delay and nothing more", at: place)
        }
        guard reader.faults.count == before, let kind else { return nil }
        do throws(AdminError) {
            definition = try ResponseDefinition(.object(document), at: place.pointer)
        } catch {
            reader.note(error)
            return nil
        }
        (json, self.kind) = (value, kind)
    }

    private static func kind(of fields: Fields) -> Kind? {
        // A body may be the JSON text `null`.
        if fields.object["jsonBody"] != nil { return .answer }
        if ["body", "base64Body", "connection", "fault"].contains(where: { fields[$0] != nil }) { return .answer }
        if fields["status"] != nil { return .refusal }
        let given = fields.object.keys.filter { fields[$0] != nil }
        return !given.isEmpty && delays.isSuperset(of: given) ? .delay : nil
    }

    private static func inWireMocksNames(_ fields: Fields, _ reader: inout some DocumentReader) -> JSONObject {
        for name in ["delayMilliseconds", "fixedDelayMilliseconds"] {
            _ = reader.whole(fields, name, in: 0...longestDelay)
        }
        for name in ["connection", "fault"] { _ = reader.choice(fields, name, ResponseDefinition.faults) }
        var document = fields.object
        for (name, theirs) in [("delayMilliseconds", "fixedDelayMilliseconds"), ("connection", "fault")] {
            guard let value = fields[name] else { continue }
            if fields[theirs] != nil {
                reader.note("\(name) is another name of \(theirs); give one of them", at: fields.place(name))
            }
            document[theirs] = value
            document[name] = nil
        }
        return document
    }
}
