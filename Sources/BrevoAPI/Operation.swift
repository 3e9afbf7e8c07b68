package import BrevoCore
package import HTTPMessage
package import JSON

/// One operation of the API: a file each in `Operations/`, and a line in ``Endpoint/all``.
///
/// The type says what is fixed; a value is a request whose fields have been read. Reading happens before the account is
/// looked at, when no lock is held.
package protocol Operation: Sendable {
    /// The successful response.
    associatedtype Success: SuccessResponse
    /// The method, and the path below the base path.
    static var route: OperationRoute { get }
    /// Brevo's operationId, or one like it where Brevo has none.
    static var id: String { get }
    /// What it does, in a few words.
    static var summary: String { get }
    /// How well its fields and its response are known.
    static var basis: Rule.Basis { get }
    /// The rules that a successful response follows, beside those of every request.
    static var rules: [Rule] { get }
    /// The refusals that depend on the account, in the order of the checks: a sample of each.
    static var refusals: [CoreError] { get }
    /// Reads the fields; the same lines describe them.
    init(_ request: inout RequestReader)
    /// Checks what the fields ask for against the account, as ``perform(_:on:)`` does before anything else.
    ///
    /// Asked only if the credential lacks the right, because faults of fields precede that refusal.
    func validate(_ call: Call, on accounts: Accounts) throws(CoreError)
    /// Performs the operation; a refusal has changed nothing.
    func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> Success
}

extension Operation {
    package static var refusals: [CoreError] { [] }
    package func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {}
}

/// Where an operation is found, and the right that it needs.
package struct OperationRoute: Sendable {
    package let method: HTTPMethod
    package let path: String
    let sharesPath: Bool
    /// What a credential must allow.
    package let right: Rights

    static func get(_ path: String) -> Self { .init(.get, path) }
    static func put(_ path: String) -> Self { .init(.put, path) }
    static func delete(_ path: String) -> Self { .init(.delete, path) }
    /// - Parameter sharesPath: whether other methods of the path fall through to a path with a parameter.
    static func post(_ path: String, sharesPath: Bool = false) -> Self { .init(.post, path, sharesPath: sharesPath) }

    private init(_ method: HTTPMethod, _ path: String, sharesPath: Bool = false) {
        (self.method, self.path, self.sharesPath) = (method, path, sharesPath)
        let action: Rights.Action = method == .get ? .read : method == .delete ? .delete : .write
        right = .to(action, in: Rights.Section(ofPath: path))
    }
}

/// Who calls, and under which circumstances.
package struct Call: Sendable {
    /// The account that the credential opened; valid only while an operation is performed.
    package internal(set) var account: Accounts.ID = -1
    /// When it happens, and what it has changed.
    package var context: CommandContext

    init(_ context: consuming CommandContext) {
        self.context = context
    }
}

/// A successful response of an operation.
package protocol SuccessResponse: Sendable {
    /// The status.
    static var status: HTTPStatus { get }
    /// The form of the body; nil for no body.
    static var schema: JSONSchema? { get }
    /// An example body, as the emulator returns it.
    static var example: [UInt8] { get }
    /// What somebody should know about a request that succeeded.
    var remarks: [Remark] { get }
    /// The body; the cache keeps the bodies that are expensive to encode.
    func body(_ cache: inout ResponseCache) -> [UInt8]
}

extension SuccessResponse {
    package static var status: HTTPStatus { .ok }
    package var remarks: [Remark] { [] }
}

/// A successful response whose body is a record.
protocol RecordResponse: SuccessResponse, JSONRecord where Context == Void {
    /// A value to describe the body with.
    static var sample: Self { get }
}

extension RecordResponse {
    package static var schema: JSONSchema? { sample.schema() }
    package static var example: [UInt8] { sample.encoded() }
    package func body(_ cache: inout ResponseCache) -> [UInt8] { encoded() }
}

/// What somebody should know about a request that succeeded.
package enum Remark: Sendable {
    /// A former name was used for this one.
    case formerName(String, current: String)
    /// The invitation grants nothing outside the general group, which Brevo's user interface forbids.
    case generalPermissionsOnly
    /// The update left these permissions granted, because the request does not name their features.
    case kept(Privileges, in: Catalog)
}
