package import HTTPMessage
package import JSON
package import WireMock

/// A refusal of the control plane: `{"error":…,"hint":…}`.
package struct ControlError: Error, Sendable {
    /// The status.
    package let status: HTTPStatus
    /// What is wrong, as a sentence without its capital and full stop.
    package let error: String
    /// What to do about it, as a sentence.
    package let hint: String
    /// Every fault of a document, in its order; empty if no document was refused.
    package private(set) var faults: [DocumentFault] = []
    /// The methods of the path, if it lacks the request's.
    private(set) var allowed: [HTTPMethod] = []

    /// Creates a refusal.
    package init(_ status: HTTPStatus, _ error: String, hint: String) {
        (self.status, self.error, self.hint) = (status, error, hint)
    }

    /// A 422: something in a body has another form.
    static func invalid(_ fault: String) -> ControlError {
        ControlError(422, fault, hint: "Send the body in that form; nothing was changed.")
    }

    /// 507: the memory budget of the process does not suffice.
    package static let outOfMemory = ControlError(
        .insufficientStorage,
        "the memory budget is used up",
        hint: "DELETE snapshots, stubs, mails or worlds that are not needed, or raise --memory; nothing was changed."
    )

    /// Creates the refusal of a document.
    init(_ faults: [DocumentFault], in document: String) {
        self.init(
            422,
            "the \(document) has \(faults.count) fault\(faults.count == 1 ? "" : "s")",
            hint: "Each fault names its place as a JSON Pointer; nothing was changed."
        )
        self.faults = faults
    }

    /// Creates the refusal of a pattern whose matching takes too much work.
    package init(_ exhausted: WorkBudget.Exhausted, _ status: HTTPStatus) {
        self.init(status, "a pattern takes too much work", hint: exhausted.hint)
    }

    /// Creates the refusal of a method.
    init(method: HTTPMethod, allowed: [HTTPMethod]) {
        // HEAD and OPTIONS go without saying.
        let named = allowed.filter { $0 != .head && $0 != .options }
        self.init(
            405,
            "\(method.rawValue) is not possible here",
            hint: "This path takes \(named.map(\.rawValue).joined(separator: ", "))."
        )
        self.allowed = named
    }

    /// The refusal as a response.
    package var response: HTTPResponse {
        var object: JSONObject = ["error": .string(error), "hint": .string(hint)]
        if !faults.isEmpty {
            object["faults"] = .array(
                faults.map { ["pointer": .string($0.pointer.description), "message": .string($0.message)] }
            )
        }
        var response = HTTPResponse.control(status, JSONValue.object(object).encoded(pretty: true))
        if !allowed.isEmpty {
            response.headers.append("Allow", allowed.map(\.rawValue).joined(separator: ", "))
        }
        // For the access log, which shows what a refused client was told.
        response.add(hint: hint)
        return response
    }
}

extension HTTPResponse {
    /// A response of the control plane.
    package static func control(_ status: HTTPStatus, _ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: ["Content-Type": "application/json"],
            body: body.last == UInt8(ascii: "\n") ? body : body + [UInt8(ascii: "\n")]
        )
    }
}
