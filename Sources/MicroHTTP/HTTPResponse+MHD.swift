internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// Queues the answer; `isLast` closes the connection after it, `reader` gives the body bit by bit where there is one.
    func queue(on connection: Connection, isLast: Bool, from reader: ContentReader? = nil) -> MHD_Result {
        guard let raw = unsafe reader.map({ unsafe $0.makeRaw() }) ?? SentBody(body).makeRaw() else { return .NO }
        defer { unsafe MHD_destroy_response(raw) }
        unsafe headers.add(to: raw)
        if isLast { unsafe MHD_add_response_header(raw, "Connection", "close") }
        return unsafe MHD_queue_response(connection.raw, UInt32(wireStatus), raw)
    }

    /// The status, or 500 where it cannot stand on the wire (RFC 9110 §15; interim ones are not for handlers).
    var wireStatus: UInt32 {
        (200...999).contains(status.rawValue) ? UInt32(status.rawValue) : 500
    }
}

extension HTTPHeader {
    /// The field as it can stand on the wire: a name that is a token, and spaces for control characters in the value.
    var onWire: HTTPHeader? {
        guard name.utf8.span.isToken else { return nil }
        // libmicrohttpd takes no empty value; a space is the same to whoever reads it (RFC 9110 §5.5).
        guard !value.isEmpty else { return HTTPHeader(name, " ") }
        return HTTPHeader(name, value.withoutControls)
    }
}

extension String {
    /// With spaces for control characters, which would end the line or the text.
    var withoutControls: String {
        String(decoding: utf8.map { $0.isControlByte ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}

extension HTTPHeaders {
    /// Adds the fields to libmicrohttpd's response, from where they stand if they can stand on the wire so.
    func add(to raw: OpaquePointer) {
        guard isPlain else {
            for field in lazy.compactMap(\.onWire) { unsafe MHD_add_response_header(raw, field.name, field.value) }
            return
        }
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
            let places = places.span
            for position in places.indices {
                let place = places[position]
                unsafe MHD_add_response_header(raw, start + place.nameStart, start + place.valueStart)
            }
        }
    }
}
