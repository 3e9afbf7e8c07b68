package import HTTPMessage

/// What happens to one request because somebody asked that it fail or wait.
package struct InjectedFault: Sendable {
    /// The header field of a response that names the fault.
    package static let fieldName = "X-Emulator-Fault"

    /// The value of the field: the rule's name, `#`, and how often it has fired; `request` if the request asked for it.
    package let label: String
    /// Where the fault comes from, for a person.
    package let hint: String
    /// What happens.
    package let effect: Effect

    /// What can happen to a request.
    package enum Effect: Sendable, Equatable {
        /// The usual response comes later.
        case delay(Duration)
        /// This is the response.
        case response(HTTPResponse)
        /// The service's own response with this one's status, which has no body; its header fields replace the service's.
        case refusal(HTTPResponse)
    }
}
