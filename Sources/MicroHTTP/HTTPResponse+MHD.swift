internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

extension HTTPResponse {
    /// Queues the answer; `isLast` closes the connection after it, `reader` gives the body bit by bit.
    func queue(on connection: Connection, isLast: Bool, from reader: ContentReader? = nil) -> MHD_Result {
        guard let raw = unsafe reader.map({ unsafe $0.makeRaw() }) ?? makeRaw() else { return .NO }
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
        return HTTPHeader(name, value.withoutControls)
    }
}

extension String {
    /// With spaces for control characters, which would end the line or the text.
    var withoutControls: String {
        String(decoding: utf8.map { $0.isControlOctet ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
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
        guard let start = unsafe baseAddress?.assumingMemoryBound(to: CChar.self),
            place.nameStart < place.nameEnd, place.valueStart < place.valueEnd,
            unsafe isToken(place.nameStart..<place.nameEnd), unsafe isPlain(place.valueStart..<place.valueEnd)
        else { return nil }
        return unsafe (start + place.nameStart, start + place.valueStart)
    }

    private func isToken(_ range: Range<Int>) -> Bool {
        for position in range where unsafe !self[position].isTokenOctet { return false }
        return true
    }

    /// Whether no control character stands there, not even a tab; eight octets at a time, as answers are made of these.
    private func isPlain(_ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position + 8 <= range.upperBound {
            guard unsafe loadUnaligned(fromByteOffset: position, as: UInt64.self).isPlainText else { return false }
            position += 8
        }
        for position in position..<range.upperBound where unsafe self[position] < 0x20 || self[position] == 0x7F {
            return false
        }
        return true
    }
}

extension UInt64 {
    /// Whether none of its octets is below 0x20 or is 0x7F.
    fileprivate var isPlainText: Bool {
        // A borrow reaches the top bit of an octet below 0x20, and of one that is zero after the 0x7F is taken out.
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let other = self ^ (ones &* 0x7F)
        return ((self &- (ones &* 0x20)) & ~self | (other &- ones) & ~other) & tops == 0
    }
}
