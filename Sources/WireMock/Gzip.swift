/// Decompresses bodies in the gzip format (RFC 1952).
enum Gzip {
    /// A larger body stays as it is.
    private static let maximumSize = 8 << 20

    /// Whether bytes start as the format does, which is all that WireMock looks at.
    static func isCompressed(_ bytes: [UInt8]) -> Bool {
        isMember(bytes, at: 0)
    }

    /// Decompresses all members.
    ///
    /// - Returns: Nil if they are damaged, too large, or the budget is exhausted.
    static func decompress(_ bytes: [UInt8], _ work: inout WorkBudget) -> [UInt8]? {
        var output: [UInt8] = []
        var offset = 0
        // What follows the last member is ignored, as in Java.
        repeat {
            guard let end = member(bytes, at: offset, to: &output, &work) else { return nil }
            offset = end
        } while isMember(bytes, at: offset)
        return output
    }

    private static func isMember(_ bytes: [UInt8], at start: Int) -> Bool {
        // The shortest member has a header of 10 bytes and a trailer of 8.
        start + 18 <= bytes.count && bytes[start] == 0x1F && bytes[start + 1] == 0x8B && bytes[start + 2] == 8
    }

    /// - Returns: The end of the member; nil if it is damaged.
    private static func member(
        _ bytes: [UInt8],
        at start: Int,
        to output: inout [UInt8],
        _ work: inout WorkBudget
    ) -> Int? {
        guard work.spend(100), let data = headerEnd(bytes, at: start) else { return nil }
        let outputStart = output.count
        var inflater = Inflater(bytes, from: data)
        guard inflater.inflate(to: &output, limit: maximumSize, &work) else { return nil }
        let end = inflater.offset
        guard bytes.count >= end + 8, work.spend((output.count - outputStart) / 4) else { return nil }
        let trailer = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[end + $1]) << UInt64(8 * $1) }
        guard UInt32(truncatingIfNeeded: trailer) == checksum(output[outputStart...]),
            UInt32(trailer >> 32) == UInt32(truncatingIfNeeded: output.count - outputStart)
        else { return nil }
        return end + 8
    }

    /// The end of the header, with its optional fields.
    private static func headerEnd(_ bytes: [UInt8], at start: Int) -> Int? {
        let flags = bytes[start + 3]
        var offset = start + 10
        if flags & 4 != 0 { offset += 2 + Int(bytes[offset]) + Int(bytes[offset + 1]) << 8 }
        // The file's name, and a comment.
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            guard offset < bytes.count, let end = bytes[offset...].firstIndex(of: 0) else { return nil }
            offset = end + 1
        }
        if flags & 2 != 0 { offset += 2 }
        return offset < bytes.count ? offset : nil
    }

    private static let checksums: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
    }

    /// The CRC-32 of RFC 1952 §8.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { checksums[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
