internal import CMicroHTTPD
internal import HTTPMessage

extension HTTPResponse {
    /// Queues the answer; `isLast` closes the connection after it, `dribbling` gives the body bit by bit.
    func queue(on connection: Connection, isLast: Bool, dribbling dribble: Dribble? = nil) -> MHD_Result {
        guard let raw = unsafe dribble.map({ unsafe $0.makeRaw() }) ?? makeRaw() else { return .NO }
        defer { unsafe MHD_destroy_response(raw) }
        for field in wireHeaders {
            unsafe MHD_add_response_header(raw, field.name, field.value)
        }
        if isLast { unsafe MHD_add_response_header(raw, "Connection", "close") }
        return unsafe MHD_queue_response(connection.raw, UInt32(wireStatus), raw)
    }

    /// The status, or 500 where it cannot stand on the wire (RFC 9110 §15; interim ones are not for handlers).
    var wireStatus: UInt32 {
        (200...999).contains(status.rawValue) ? UInt32(status.rawValue) : 500
    }

    /// The fields that can stand on the wire: names that are tokens, and spaces for control characters in values.
    var wireHeaders: some Sequence<HTTPHeader> {
        headers.lazy.filter { !$0.name.isEmpty && $0.name.utf8.allSatisfy(\.isTokenOctet) }.map { field in
            // libmicrohttpd takes no empty value; a space is the same to whoever reads it (RFC 9110 §5.5).
            if field.value.isEmpty { return HTTPHeader(field.name, " ") }
            guard field.value.utf8.contains(where: \.isControlOctet) else { return field }
            let octets = field.value.utf8.map { $0.isControlOctet ? UInt8(ascii: " ") : $0 }
            return HTTPHeader(field.name, String(decoding: octets, as: UTF8.self))
        }
    }

    private func makeRaw() -> OpaquePointer? {
        unsafe body.withUnsafeBytes { octets in
            // libmicrohttpd declares the buffer mutable, and with MUST_COPY only reads it.
            let start = unsafe UnsafeMutableRawPointer(mutating: octets.baseAddress)
            return unsafe MHD_create_response_from_buffer(octets.count, start, .RESPMEM_MUST_COPY)
        }
    }
}
