public import HTTPMessage

/// What happens to one request because somebody asked for it to fail or to be slow.
public struct InjectedFault: Sendable {
    /// The field of an answer that says which fault it bears.
    public static let fieldName = "X-Emulator-Fault"

    /// What the field says: a rule's name, `#`, and how often it has fired; `request` where the request asked for it.
    public let label: String
    /// Where the fault comes from, in a line for a person.
    public let hint: String
    /// What happens.
    public let effect: Effect

    /// What can happen to a request.
    public enum Effect: Sendable, Equatable {
        /// Who would answer anyway does, so much later.
        case delay(Duration)
        /// This is the answer.
        case answer(HTTPResponse)
        /// The service's own answer with this one's status, which has no body; its fields stand over the service's.
        case refusal(HTTPResponse)
    }
}
