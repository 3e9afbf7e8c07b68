package import HTTPMessage
internal import JSON

/// The header fields by which a request asks for its own fault, if that is allowed.
package enum RequestOverride: String, CaseIterable, Sendable {
    /// The status.
    case status = "X-Emulator-Status"
    /// A delay in milliseconds.
    case delay = "X-Emulator-Delay"
    /// The name of a connection fault of WireMock's.
    case fault = "X-Emulator-Fault"

    /// The same in a chaos document.
    private var member: String {
        switch self {
        case .status: "status"
        case .delay: "delayMilliseconds"
        case .fault: "connection"
        }
    }

    private static let hint = "The request asked for this response; start without --request-overrides to forbid it."

    /// The fault that a request asks for, or its refusal; nil if the request asks for none.
    ///
    /// `OPTIONS` asks for none, because a browser sends it of its own accord.
    package static func fault(for request: borrowing HTTPRequest) -> InjectedFault? {
        guard request.method != .options else { return nil }
        var document = JSONObject()
        for field in allCases {
            guard let value = request.headers[field.rawValue] else { continue }
            let number = value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(value) : nil
            document[field.member] = number.map { .number(JSONNumber($0)) } ?? .string(value)
        }
        guard !document.isEmpty else { return nil }
        return InjectedFault(label: "request", hint: hint, effect: effect(.object(document)))
    }

    private static func effect(_ value: JSONValue) -> InjectedFault.Effect {
        var record = ChaosFaultRecord()
        let faults = record.read(JSONDocument(value), in: .sample)
        guard faults.isEmpty, let fault = record.fault else { return .response(refusal(faults)) }
        // Never asked for a number: only a document can have a delay drawn at random.
        var numbers = ChaosNumbers(seed: 0, rule: "request", request: 0)
        return fault.effect(using: &numbers)
    }

    /// The faults name members of a document; the client has sent fields.
    private static func refusal(_ faults: [DocumentFault]) -> HTTPResponse {
        var hint = faults.map { "\($0.message)." }.joined(separator: " ")
        for field in allCases { hint.replace(field.member, with: field.rawValue) }
        return ControlError(400, "the fault that the request asks for cannot be made", hint: hint).response
    }
}
