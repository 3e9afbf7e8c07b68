internal import Bytes
internal import HTTPMessage

/// Packs values one after the other, each preceded by its length in base 128, lowest digits first.
extension [UInt8] {
    mutating func pack(_ text: String) {
        let bytes = text.utf8.span
        append(addingCapacity: Self.longestLength) { $0.pack(bytes.count) }
        append(copying: bytes)
    }

    mutating func pack(_ bytes: [UInt8]) {
        append(addingCapacity: Self.longestLength) { $0.pack(bytes.count) }
        append(contentsOf: bytes)
    }

    mutating func pack(_ headers: HTTPHeaders) {
        let places = headers.places.span
        append(addingCapacity: (2 * places.count + 1) * Self.longestLength) { output in
            output.pack(places.count)
            for position in places.indices {
                let place = places[position]
                output.pack(place.nameEnd - place.nameStart)
                output.pack(place.valueEnd - place.valueStart)
            }
        }
        pack(headers.bytes)
    }

    private static var longestLength: Int { 9 }
}

extension OutputSpan<UInt8> {
    fileprivate mutating func pack(_ length: Int) {
        var rest = length
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}

/// Reads packed values in the same order.
struct Unpacking {
    private let packed: [UInt8]
    private var position: Int

    init(_ packed: [UInt8], from position: Int) {
        (self.packed, self.position) = (packed, position)
    }

    mutating func text() -> String {
        String(decoding: slice(), as: UTF8.self)
    }

    mutating func bytes() -> [UInt8] {
        Array(slice())
    }

    mutating func headers() -> HTTPHeaders {
        var end = 0
        let places = (0..<length()).map { _ in
            let nameStart = end
            let valueStart = nameStart + length() + 1
            end = valueStart + length() + 1
            return HTTPHeaders.Place(nameStart: nameStart, valueStart: valueStart, valueEnd: end - 1)
        }
        return HTTPHeaders(bytes: bytes(), places: places)
    }

    private mutating func slice() -> ArraySlice<UInt8> {
        let length = length()
        defer { position += length }
        return packed[position..<(position + length)]
    }

    private mutating func length() -> Int {
        var (length, shift) = (0, 0)
        while true {
            let byte = packed[position]
            position += 1
            length |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return length }
            shift += 7
        }
    }
}
