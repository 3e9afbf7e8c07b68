import Testing

/// Bytes that a client sends, and what must come of them.
struct WireCase: Sendable, CustomTestStringConvertible {
    /// What must come of a request.
    enum Outcome: Sendable, Equatable {
        /// The handler is called with this target and body, and the connection stays open.
        case served(target: String = "/", body: String = "")
        /// The handler is called, and the connection is closed after its response.
        case servedLast
        /// The handler is called, and its response has no body; the connection stays open.
        case tunnelled
        /// The connection is closed without a response.
        case closed
        /// A response of the listener's with this status, after which the connection is closed.
        case refused(Int)
    }

    let name: String
    let bytes: [UInt8]
    let outcome: Outcome

    init(_ name: String, _ text: String, _ outcome: Outcome = .served()) {
        self.init(name, Array(text.utf8), outcome)
    }

    init(_ name: String, _ bytes: [UInt8], _ outcome: Outcome = .served()) {
        (self.name, self.bytes, self.outcome) = (name, bytes, outcome)
    }

    var testDescription: String { name }

    /// `GET` with this target.
    static func target(_ name: String, _ target: String, _ outcome: Outcome? = nil) -> WireCase {
        WireCase(name, "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", outcome ?? .served(target: target))
    }

    /// A request line, followed by a valid header section.
    static func line(_ name: String, _ line: String, _ outcome: Outcome = .served()) -> WireCase {
        WireCase(name, "\(line)\r\nHost: a\r\n\r\n", outcome)
    }

    /// `GET` with this header section, without its empty line.
    static func fields(_ name: String, _ fields: String, _ outcome: Outcome = .served()) -> WireCase {
        WireCase(name, "GET / HTTP/1.1\r\n\(fields)\r\n\r\n", outcome)
    }

    /// `POST` with these fields beside `Host`, and this body.
    static func post(_ name: String, _ fields: String, _ body: String, _ outcome: Outcome = .served()) -> WireCase {
        WireCase(name, "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)", outcome)
    }

    /// `POST` with a body in chunks.
    static func chunks(_ name: String, _ body: String, _ outcome: Outcome = .served()) -> WireCase {
        post(name, "Transfer-Encoding: chunked", body, outcome)
    }
}
