internal import HTTPMessage
internal import JSON

extension AdminError {
    static let bodyTooLarge = AdminError(
        status: .contentTooLarge,
        faults: [
            Fault(code: Fault.invalidDocument, title: "The body is too large", detail: "--max-body raises the limit.")
        ]
    )

    /// 507: the memory budget of the process does not suffice.
    static let outOfMemory = AdminError(
        status: .insufficientStorage,
        faults: [
            Fault(
                code: Fault.invalidDocument,
                title: "The memory budget is used up",
                detail: "Remove stubs, snapshots or worlds that are not needed, or raise --memory."
            )
        ]
    )

    static func notFound(_ title: String) -> AdminError {
        AdminError(status: .notFound, faults: [Fault(code: 404, title: title)])
    }

    /// WireMock responds 404, not 405, to a method that a path lacks; `Allow` tells which it has.
    static func wrongMethod(_ title: String, allowed: [HTTPMethod]) -> AdminError {
        var error = notFound(title)
        error.allowedMethods = allowed
        return error
    }

    static func badParameter(_ name: String, _ title: String) -> AdminError {
        AdminError(
            status: .badRequest,
            faults: [Fault(code: Fault.invalidDocument, pointer: .root.appending(name), title: title)]
        )
    }

    /// 422 if the client's own pattern takes too much work, 503 if a stub's does.
    static func tooMuchWork(_ error: WorkBudget.Exhausted) -> AdminError {
        let place = error.stubID == nil ? error.place : nil
        return AdminError(
            status: error.stubID == nil ? .unprocessableContent : .serviceUnavailable,
            faults: [Fault(code: Fault.invalidDocument, pointer: place, title: "Too much work", detail: error.hint)]
        )
    }

    /// A refusal to record, with WireMock's code for it.
    static func recording(_ status: HTTPStatus, _ title: String) -> AdminError {
        AdminError(status: status, faults: [Fault(code: 30, title: title)])
    }
}
