internal import HTTPMessage

/// Texts and header fields one after the other, each led by its length in base 128, the lowest digits first.
extension [UInt8] {
    mutating func pack(_ text: String) {
        let octets = text.utf8.span
        pack(octets.count)
        append(addingCapacity: octets.count) { output in
            for position in octets.indices { output.append(octets[position]) }
        }
    }

    mutating func pack(_ headers: HTTPHeaders) {
        pack(headers.count)
        for header in headers {
            pack(header.name)
            pack(header.value)
        }
    }

    mutating func pack(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
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

    mutating func body(count: Int) -> [UInt8] {
        defer { position += count }
        return Array(octets[position..<(position + count)])
    }

    mutating func number() -> Int {
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
