internal import EmulatorCore
internal import HTTPMessage

/// Which pages in a browser may use the control planes, so that a page of the web can neither read nor command an
/// emulator on the machine of its reader.
///
/// Only browsers send `Origin` (RFC 6454 §7) and `Sec-Fetch-Site` (Fetch Metadata §2.3); other clients are let through.
struct BrowserPolicy: Sendable {
    private let origins: Set<String>
    private let hosts: Set<String>

    /// - Parameters:
    ///   - origins: The origins of other pages that may use the control planes: `http://localhost:3000`.
    ///   - hosts: Names by which a browser may call the emulator, beside `localhost` and IP addresses.
    init(origins: [String], hosts: [String]) {
        self.origins = Set(origins.map { $0.lowercased() })
        self.hosts = Set(hosts.map { $0.lowercased() })
    }

    /// The refusal of a request that a page must not make; nil if the request is allowed.
    func refusal(of request: HTTPRequest) -> HTTPResponse? {
        let (origin, site) = (request.headers["Origin"], request.headers["Sec-Fetch-Site"])
        guard origin != nil || site != nil else { return nil }
        let host = request.headers["Host"] ?? ""
        // A name that an attacker's DNS server resolves to this machine makes the attacker's page one of ours.
        guard isKnown(host) else {
            return ControlError(
                .forbidden,
                "a browser may not call the control planes by the host \"\(host.prefix(100))\"",
                hint: "Use localhost or an IP address, or start the emulator with --allow-host and that name."
            ).response
        }
        if let origin {
            guard isAllowed(origin, request) else { return Self.foreignPage(origin) }
        } else if request.headers["Sec-Fetch-Mode"] == "no-cors", site == "cross-site" || site == "same-site" {
            return Self.foreignPage(nil)
        }
        return nil
    }

    /// Lets the page that has sent a request read the response (Fetch §3.2); a page of the emulator's own needs nothing.
    func allowReading(_ response: inout HTTPResponse, by request: HTTPRequest) {
        guard let origin = request.headers["Origin"], isAllowed(origin, request) else { return }
        response.headers.append("Access-Control-Allow-Origin", origin)
        response.headers.append("Vary", "Origin")
    }

    /// The response to the question whether a page may send a request (Fetch §4.8).
    func preflightResponse(to request: HTTPRequest) -> HTTPResponse {
        var response = HTTPResponse(status: .noContent)
        allowReading(&response, by: request)
        response.headers.append("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
        if let wanted = request.headers["Access-Control-Request-Headers"] {
            response.headers.append("Access-Control-Allow-Headers", wanted)
        }
        return response
    }

    private func isAllowed(_ origin: String, _ request: HTTPRequest) -> Bool {
        let origin = origin.lowercased()
        return origins.contains(origin) || origin == request.ownOrigin?.lowercased()
    }

    /// Whether a `Host` names this machine by an address, as `localhost`, or by a name that was allowed.
    private func isKnown(_ host: String) -> Bool {
        if host.hasPrefix("[") { return true }
        let name = host.prefix { $0 != ":" }.lowercased()
        return name == "localhost" || hosts.contains(name) || Self.isIPv4Address(name)
    }

    private static func isIPv4Address(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
    }

    private static func foreignPage(_ origin: String?) -> HTTPResponse {
        let page = origin.map { "a page of \($0.prefix(200))" } ?? "a page of another origin"
        return ControlError(
            .forbidden,
            "\(page) may not use the control planes",
            hint: "Start the emulator with --allow-origin and the page's origin, such as http://localhost:3000."
        ).response
    }
}
