internal import HTTPMessage
internal import JSON

extension AdminError {
    static let tooLarge = AdminError(
        status: .contentTooLarge,
        faults: [Fault(code: 10, title: "The body is too large", detail: "--max-body raises the limit.")]
    )

    static func notFound(_ title: String) -> AdminError {
        AdminError(status: .notFound, faults: [Fault(code: 404, title: title)])
    }

    static func badParameter(_ name: String, _ title: String) -> AdminError {
        AdminError(status: .badRequest, faults: [Fault(code: 10, pointer: .root.appending(name), title: title)])
    }

    /// WireMock's code for what recording refuses.
    static func recording(_ status: HTTPStatus, _ title: String) -> AdminError {
        AdminError(status: status, faults: [Fault(code: 30, title: title)])
    }
}
