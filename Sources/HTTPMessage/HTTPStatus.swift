/// An HTTP status code (RFC 9110 §15).
public struct HTTPStatus: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The three-digit code.
    public let rawValue: Int

    /// Creates a status from any code; the sender refuses codes that cannot be sent.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Creates a status from a literal.
    public init(integerLiteral value: Int) {
        self.rawValue = value
    }

    /// 200.
    public static let ok: Self = 200
    /// 201.
    public static let created: Self = 201
    /// 202.
    public static let accepted: Self = 202
    /// 204: no body and no content type.
    public static let noContent: Self = 204
    /// 400.
    public static let badRequest: Self = 400
    /// 401.
    public static let unauthorized: Self = 401
    /// 403.
    public static let forbidden: Self = 403
    /// 404.
    public static let notFound: Self = 404
    /// 405.
    public static let methodNotAllowed: Self = 405
    /// 406.
    public static let notAcceptable: Self = 406
    /// 409.
    public static let conflict: Self = 409
    /// 413.
    public static let contentTooLarge: Self = 413
    /// 422.
    public static let unprocessableContent: Self = 422
    /// 429 (RFC 6585 §4).
    public static let tooManyRequests: Self = 429
    /// 503.
    public static let serviceUnavailable: Self = 503
    /// 507 (RFC 4918 §11.5).
    public static let insufficientStorage: Self = 507

    /// Whether HTTP forbids a body with this status (RFC 9110 §6.4.1).
    public var forbidsBody: Bool {
        rawValue < 200 || rawValue == 204 || rawValue == 304
    }
}
