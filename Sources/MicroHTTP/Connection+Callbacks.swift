internal import CMicroHTTPD
internal import HTTPMessage

// What libmicrohttpd calls, by way of Callbacks.swift.
extension Connection {
    func begin(_ target: RequestTarget) {
        progress()
        requestCount += 1
        headStart = headStart ?? loop.now
        exchange.begin(target)
    }

    func advance(
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        part: UnsafeRawBufferPointer
    ) -> MHD_Result {
        progress()
        return unsafe exchange.advance(method: method, version: version, part: part)
    }

    func end() {
        progress()
        exchange.end()
    }

    /// Takes over where libmicrohttpd is about to send an error page.
    func receiveLog(_ line: String) {
        service.report(line)
        let prefix = "Error processing request (HTTP response code is "
        guard !exchange.isAnswered, line.hasPrefix(prefix), let status = Int(line.dropFirst(prefix.count).prefix(3))
        else { return }
        let (ownStatus, reason) = refusal(inPlaceOf: HTTPStatus(rawValue: status))
        refuse(ownStatus, reason)
    }

    private func refusal(inPlaceOf status: HTTPStatus) -> (HTTPStatus, String) {
        switch status {
        case 414: (status, "the request target is too long")
        case 431: (status, "the header section is too large")
        case 505: (status, "the HTTP version is not supported")
        case 413 where exchange.isReadingHead: (.badRequest, "Content-Length is not a valid length")
        default: (.badRequest, exchange.isReadingBody ? "the chunked body is malformed" : "the request is malformed")
        }
    }
}
