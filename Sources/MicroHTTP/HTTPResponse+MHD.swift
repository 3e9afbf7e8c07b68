internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// Queues the answer; `isLast` closes the connection after it, `dribbling` gives the body bit by bit.
    func queue(on connection: Connection, isLast: Bool, dribbling dribble: Dribble? = nil) -> MHD_Result {
        guard let raw = unsafe dribble.map({ unsafe $0.makeRaw() }) ?? makeRaw() else { return .NO }
        defer { unsafe MHD_destroy_response(raw) }
        unsafe headers.add(to: raw)
        if isLast { unsafe MHD_add_response_header(raw, "Connection", "close") }
        return unsafe MHD_queue_response(connection.raw, UInt32(wireStatus), raw)
    }

    /// The status, or 500 where it cannot stand on the wire (RFC 9110 §15; interim ones are not for handlers).
    var wireStatus: UInt32 {
        (200...999).contains(status.rawValue) ? UInt32(status.rawValue) : 500
    }

    private func makeRaw() -> OpaquePointer? {
        unsafe body.withUnsafeBytes { octets in
            // libmicrohttpd declares the buffer mutable, and with MUST_COPY only reads it.
            let start = unsafe UnsafeMutableRawPointer(mutating: octets.baseAddress)
            return unsafe MHD_create_response_from_buffer(octets.count, start, .RESPMEM_MUST_COPY)
        }
    }
}

extension HTTPHeader {
    /// The field as it can stand on the wire: a name that is a token, and spaces for control characters in the value.
    var onWire: HTTPHeader? {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenOctet) else { return nil }
        // libmicrohttpd takes no empty value; a space is the same to whoever reads it (RFC 9110 §5.5).
        guard !value.isEmpty else { return HTTPHeader(name, " ") }
        let octets = value.utf8.map { $0.isControlOctet ? UInt8(ascii: " ") : $0 }
        return HTTPHeader(name, String(decoding: octets, as: UTF8.self))
    }
}

extension HTTPHeaders {
    /// Adds the fields to libmicrohttpd's response, from where they stand if they can stand on the wire so.
    fileprivate func add(to raw: OpaquePointer) {
        unsafe octets.withUnsafeBytes { octets in
            for (place, position) in zip(places, indices) {
                if let (name, value) = unsafe octets.texts(at: place) {
                    unsafe MHD_add_response_header(raw, name, value)
                } else if let field = self[position].onWire {
                    unsafe MHD_add_response_header(raw, field.name, field.value)
                }
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The C strings of a field; nil unless they can stand on the wire as they are.
    fileprivate func texts(at place: HTTPHeaders.Place) -> (name: UnsafePointer<CChar>, value: UnsafePointer<CChar>)? {
        let name = unsafe self[place.nameStart..<place.nameEnd]
        let value = unsafe self[place.valueStart..<place.valueEnd]
        guard let start = unsafe baseAddress?.assumingMemoryBound(to: CChar.self),
            unsafe !name.isEmpty, unsafe !value.isEmpty,
            unsafe name.allSatisfy(\.isTokenOctet), unsafe !value.contains(where: \.isControlOctet)
        else { return nil }
        return unsafe (start + place.nameStart, start + place.valueStart)
    }
}
