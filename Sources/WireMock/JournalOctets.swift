internal import HTTPMessage

/// Texts and header fields one after the other, each led by its length in base 128, the lowest digits first.
extension [UInt8] {
    mutating func pack(_ text: String) {
        pack(text.utf8.span)
    }

    private mutating func pack(_ octets: Span<UInt8>) {
        append(addingCapacity: octets.count + 9) { output in
            output.pack(octets.count)
            for position in octets.indices { output.append(octets[position]) }
        }
    }

    mutating func pack(_ body: [UInt8]) {
        pack(body.count)
        append(contentsOf: body)
    }

    private mutating func pack(_ number: Int) {
        append(addingCapacity: 9) { $0.pack(number) }
    }

    /// - Parameter note: sees each value on its way.
    mutating func pack(_ headers: HTTPHeaders, note: (Span<UInt8>) -> Void) {
        let fields = headers.fields
        let span = fields.span
        pack(span.count)
        for position in span.indices {
            pack(span[position].name.utf8.span)
            let value = span[position].value.utf8.span
            pack(value)
            note(value)
        }
    }
}

extension OutputSpan<UInt8> {
    fileprivate mutating func pack(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}

/// Reads what was packed, in the same order.
struct Unpacking {
    private let octets: [UInt8]
    private var position: Int

    init(_ octets: [UInt8], from position: Int) {
        (self.octets, self.position) = (octets, position)
    }

    mutating func text() -> String {
        let count = number()
        defer { position += count }
        return String(decoding: octets[position..<(position + count)], as: UTF8.self)
    }

    mutating func headers() -> HTTPHeaders {
        let count = number()
        var headers = HTTPHeaders()
        headers.reserveCapacity(count)
        for _ in 0..<count { headers.append(text(), text()) }
        return headers
    }

    mutating func body() -> [UInt8] {
        let count = number()
        defer { position += count }
        return Array(octets[position..<(position + count)])
    }

    private mutating func number() -> Int {
        var (number, shift) = (0, 0)
        while true {
            let octet = octets[position]
            position += 1
            number |= Int(octet & 0x7F) << shift
            if octet < 0x80 { return number }
            shift += 7
        }
    }
}
