internal import BrevoCore
internal import HTTPMessage

extension Activity.Visitor {
    /// Whoever sent a request, as the activity log names them.
    init(_ request: HTTPRequest) {
        self.init(ip: request.clientAddress, userAgent: request.headers["user-agent"] ?? "")
    }
}
