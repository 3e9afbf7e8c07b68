public import HTTPMessage
internal import JSON

/// The fields by which a request asks for its own fault, where that is allowed (spec §11): `X-Emulator-Status`,
/// `X-Emulator-Delay` in milliseconds, and `X-Emulator-Fault` with the name of a WireMock fault.
public enum RequestOverride {
    /// What the request asks for, a refusal where it cannot be; nil where it asks for nothing.
    ///
    /// Fields of a browser's own `OPTIONS` are not looked at.
    public static func fault(for request: HTTPRequest) -> InjectedFault? {
        guard request.method != .options else { return nil }
        var document = JSONObject()
        for (field, member) in members {
            guard let value = request.headers[field] else { continue }
            let number = value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(value) : nil
            document[member] = number.map { .number(JSONNumber($0)) } ?? .string(value)
        }
        guard !document.isEmpty else { return nil }
        return InjectedFault(label: "request", hint: hint, effect: effect(.object(document)))
    }

    private static let members = [
        (field: "X-Emulator-Status", member: "status"), ("X-Emulator-Delay", "delayMilliseconds"),
        (InjectedFault.fieldName, "connection"),
    ]
    private static let hint = "The request asked for this answer; start without --request-overrides to forbid it."

    private static func effect(_ document: JSONValue) -> InjectedFault.Effect {
        var reader = Reader()
        guard let fault = ChaosFault(document, at: .root, &reader) else { return .answer(refusal(reader.faults)) }
        // Never asked: only a document can have a delay drawn by lot.
        var numbers = ChaosNumbers(seed: 0, rule: "request", request: 0)
        return fault.effect(using: &numbers)
    }

    private struct Reader: DocumentReader {
        var faults: [StateDocument.Fault] = []
    }

    /// Speaks of fields where the faults speak of members.
    private static func refusal(_ faults: [StateDocument.Fault]) -> HTTPResponse {
        var hint = faults.map { "\($0.message)." }.joined(separator: " ")
        for (field, member) in members { hint.replace(member, with: field) }
        return .control(.badRequest, error: "the fault that the request asks for cannot be made", hint: hint)
    }
}
