public import HTTPMessage
public import JSON

/// A refusal of the control plane: `{"error","hint"}` with a right status (spec §11).
package struct ControlError: Error {
    let status: HTTPStatus
    /// What is wrong, as part of a sentence.
    package let error: String
    /// What to do about it, in a sentence.
    package let hint: String
    /// What is wrong with a document, in its order; empty where no document was refused.
    package var faults: [StateDocument.Fault] = []
    var allowed: [HTTPMethod] = []

    /// A refusal with this status.
    package init(_ status: HTTPStatus, _ error: String, hint: String) {
        (self.status, self.error, self.hint) = (status, error, hint)
    }

    /// A bad document, with every fault.
    init(_ invalid: StateDocument.Invalid, document name: String = "state document") {
        self.init(
            422,
            "the \(name) has \(invalid.faults.count) fault\(invalid.faults.count == 1 ? "" : "s")",
            hint: "Each fault names its place as a JSON Pointer; nothing was changed."
        )
        faults = invalid.faults
    }

    /// The refusal as an answer.
    package var response: HTTPResponse {
        var object: JSONObject = ["error": .string(error), "hint": .string(hint)]
        if !faults.isEmpty {
            object["faults"] = .array(
                faults.map { ["pointer": .string($0.pointer.description), "message": .string($0.message)] }
            )
        }
        var response = HTTPResponse.control(status, .object(object))
        if !allowed.isEmpty {
            response.headers.append("Allow", allowed.map(\.rawValue).joined(separator: ", "))
        }
        return response
    }
}

extension HTTPResponse {
    /// A refusal of the control plane.
    public static func control(_ status: HTTPStatus, error: String, hint: String) -> HTTPResponse {
        ControlError(status, error, hint: hint).response
    }

    /// An answer of the control plane.
    public static func control(_ status: HTTPStatus, _ body: JSONValue) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: ["Content-Type": "application/json"],
            body: body.encoded(pretty: true) + [UInt8(ascii: "\n")]
        )
    }
}
