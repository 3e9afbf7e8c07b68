internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// Queues the response; `isLast` closes the connection after it, and a `reader` provides the body in parts.
    func queue(on connection: OpaquePointer, isLast: Bool, from reader: ContentReader? = nil) -> MHD_Result {
        guard let raw = unsafe reader.map({ unsafe $0.makeRaw() }) ?? FixedBody(body).makeRaw() else { return .NO }
        defer { unsafe MHD_destroy_response(raw) }
        unsafe headers.add(to: raw)
        if isLast { unsafe MHD_add_response_header(raw, "Connection", "close") }
        return unsafe MHD_queue_response(connection, UInt32(wireStatus), raw)
    }

    /// The status, or 500 for one that cannot be sent as a final response (RFC 9110 §15).
    var wireStatus: UInt32 {
        (200...999).contains(status.rawValue) ? UInt32(status.rawValue) : 500
    }

    /// The reason phrase that libmicrohttpd sends with the status.
    var standardReason: String {
        unsafe String(cString: MHD_get_reason_phrase_for(wireStatus))
    }
}

extension HTTPHeader {
    /// The field as it can be sent: nil unless the name is a token, control characters of the value replaced by spaces.
    var onWire: HTTPHeader? {
        guard name.utf8.span.isToken else { return nil }
        // libmicrohttpd takes no empty value; a space means the same to the client (RFC 9110 §5.5).
        guard !value.isEmpty else { return HTTPHeader(name, " ") }
        return HTTPHeader(name, value.withoutControls)
    }
}

extension String {
    /// With control characters, which could end the line or the C string, replaced by spaces.
    var withoutControls: String {
        String(decoding: utf8.map { $0.isControlByte ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}

extension HTTPHeaders {
    /// Adds the fields to libmicrohttpd's response, without a copy where they can be sent as they are.
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
