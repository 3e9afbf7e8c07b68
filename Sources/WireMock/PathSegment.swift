/// A piece of a path between two slashes.
struct PathSegment: Sendable {
    /// Where its bytes stand in the target.
    let range: Range<Int>
    /// A number that is equal for equal texts (FNV-1a).
    let hash: UInt64

    var isEmpty: Bool { range.isEmpty }

    /// The segment's own text.
    func text(in target: String) -> String {
        let bytes = target.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return String(target[start..<bytes.index(start, offsetBy: range.count)])
    }

    /// The segments of a target's path; the first is empty where the path begins with a slash.
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
