package import HTTPMessage

/// The page on which a person watches a world and commands it: `GET /` and `GET /worlds/{name}/`, for a browser.
///
/// It is one document with nothing to load. It calls the control planes by relative URLs, so it works below any prefix,
/// and asks for the token of `--admin-token` itself.
package enum Inspector {
    /// The response to a browser's request for the page; nil for any other request.
    ///
    /// - Parameters:
    ///   - request: The request as it came.
    ///   - target: What the world sees of its target.
    ///   - mailStyle: The hash of the style attribute that a mail has, as a Content-Security-Policy names it.
    package static func response(to request: HTTPRequest, target: String, mailStyle: String) -> HTTPResponse? {
        guard isRoot(target), request.method == .get || request.method == .head, request.accepts("text/html") else {
            return nil
        }
        guard request.path.utf8.last == UInt8(ascii: "/") else { return redirection(of: request) }
        let isKnown = request.headers.values(of: "if-none-match").contains { field in
            field.split(separator: ",").contains { isEntityTag($0) }
        }
        return HTTPResponse(
            status: isKnown ? 304 : .ok,
            headers: headers(mailStyle: mailStyle),
            body: isKnown ? [] : Array(EmbeddedPage.html.utf8)
        )
    }

    private static func isRoot(_ target: String) -> Bool {
        target.utf8.first == UInt8(ascii: "/") && target.utf8.dropFirst().first.map { $0 == UInt8(ascii: "?") } ?? true
    }

    /// To the same path with the slash that relative URLs need, by a relative reference (RFC 3986 §5.2).
    private static func redirection(of request: HTTPRequest) -> HTTPResponse {
        let name = request.path.utf8.split(separator: UInt8(ascii: "/")).last.map { Substring($0) } ?? ""
        let query = request.query.map { "?\($0)" } ?? ""
        return HTTPResponse(status: 308, headers: ["Location": "\(name)/\(query)", "Vary": "Accept"])
    }

    /// Compares as `If-None-Match` does (RFC 9110 §13.1.2).
    private static func isEntityTag(_ text: Substring) -> Bool {
        let tag = text.filter { $0 != " " && $0 != "\t" }
        return tag == "*" || (tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag) == EmbeddedPage.entityTag
    }

    private static func headers(mailStyle: String) -> HTTPHeaders {
        [
            "Content-Type": "text/html; charset=utf-8",
            "ETag": EmbeddedPage.entityTag,
            "Cache-Control": "no-cache",
            // The page runs its own script alone and calls its own server alone; a mail in a frame inherits this.
            "Content-Security-Policy": """
            default-src 'none'; script-src '\(EmbeddedPage.scriptHash)'; \
            style-src '\(EmbeddedPage.styleHash)' 'unsafe-hashes' '\(mailStyle)'; \
            img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'
            """,
            "Referrer-Policy": "no-referrer",
            "Vary": "Accept",
            "X-Content-Type-Options": "nosniff",
        ]
    }
}
