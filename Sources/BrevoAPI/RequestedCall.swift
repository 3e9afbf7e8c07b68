internal import BrevoCore
internal import HTTPMessage

/// A request that has been read: what is left to do, its operation's type erased.
///
/// A class rather than closures, so that a request carries one reference.
class RequestedCall: @unchecked Sendable {
    // Sendable because it holds nothing, and its only subclass one constant that is Sendable.

    fileprivate init() {}

    func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        preconditionFailure("a subclass knows the operation")
    }

    /// Performs the operation, and sets the response and the remarks of its outcome.
    func perform(
        _ call: inout Call,
        on service: inout BrevoService,
        _ outcome: inout BrevoService.Outcome
    ) throws(CoreError) {
        preconditionFailure("a subclass knows the operation")
    }
}

/// A request of one operation.
final class RequestOf<Known: Operation>: RequestedCall, @unchecked Sendable {
    private let request: Known

    init(_ request: Known) {
        self.request = request
        super.init()
    }

    override func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        try request.validate(call, on: accounts)
    }

    override func perform(
        _ call: inout Call,
        on service: inout BrevoService,
        _ outcome: inout BrevoService.Outcome
    ) throws(CoreError) {
        let success = try request.perform(&call, on: &service.accounts)
        outcome.response = HTTPResponse(status: Known.Success.status, body: success.body(&service.cache))
        outcome.remarks = success.remarks
    }
}
