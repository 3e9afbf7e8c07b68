/// A part of a path between two slashes.
struct PathSegment: Sendable {
    /// The segment's bytes in the request target.
    let range: Range<Int>
    /// A hash of the bytes (FNV-1a).
    let hash: UInt64

    var isEmpty: Bool { range.isEmpty }

    /// The segment as text.
    func text(in target: String) -> String {
        let bytes = target.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return String(target[start..<bytes.index(start, offsetBy: range.count)])
    }

    /// The segments of a target's path; the first is empty if the path starts with a slash.
    static func all(in target: String) -> [PathSegment] {
        let bytes = target.utf8.span
        var segments: [PathSegment] = []
        segments.reserveCapacity(8)
        var start = 0
        var hash = basis
        for offset in bytes.indices {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "?") {
                segments.append(PathSegment(range: start..<offset, hash: hash))
                return segments
            }
            if byte == UInt8(ascii: "/") {
                segments.append(PathSegment(range: start..<offset, hash: hash))
                (start, hash) = (offset + 1, basis)
            } else {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        segments.append(PathSegment(range: start..<bytes.count, hash: hash))
        return segments
    }

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
}
