/// An HTTP request method (RFC 9110 §9): case-sensitive, any token.
public struct HTTPMethod: RawRepresentable, Hashable, Sendable {
    /// The method as in the request line.
    public let rawValue: String

    /// Creates a method from any token.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Whether the method is safe: `GET`, `HEAD` or `OPTIONS` (RFC 9110 §9.2.1).
    package var isReading: Bool { self == .get || self == .head || self == .options }

    /// `GET` (RFC 9110 §9.3.1).
    public static let get = Self(rawValue: "GET")
    /// `HEAD` (RFC 9110 §9.3.2).
    public static let head = Self(rawValue: "HEAD")
    /// `POST` (RFC 9110 §9.3.3).
    public static let post = Self(rawValue: "POST")
    /// `PUT` (RFC 9110 §9.3.4).
    public static let put = Self(rawValue: "PUT")
    /// `DELETE` (RFC 9110 §9.3.5).
    public static let delete = Self(rawValue: "DELETE")
    /// `OPTIONS` (RFC 9110 §9.3.7).
    public static let options = Self(rawValue: "OPTIONS")
    /// `PATCH` (RFC 5789).
    public static let patch = Self(rawValue: "PATCH")
}
