/// Decompresses the DEFLATE format (RFC 1951).
struct Inflater {
    private let bytes: [UInt8]
    /// The byte after the last one from which bits were taken.
    private(set) var offset: Int
    private var bits: UInt32 = 0
    private var bitCount = 0

    init(_ bytes: [UInt8], from offset: Int) {
        (self.bytes, self.offset) = (bytes, offset)
    }

    /// Appends the decompressed bytes of all blocks.
    ///
    /// - Returns: Whether the data is valid, and neither the limit nor the budget is exceeded.
    mutating func inflate(to output: inout [UInt8], limit: Int, _ work: inout WorkBudget) -> Bool {
        let start = output.count
        var isLast = false
        while !isLast {
            guard work.spend(10), let last = take(1), let kind = take(2) else { return false }
            isLast = last == 1
            switch kind {
            case 0: guard stored(to: &output, limit: limit) else { return false }
            case 1:
                guard compressed(Self.fixedLengths, Self.fixedDistances, from: start, to: &output, limit: limit, &work)
                else { return false }
            case 2:
                guard work.spend(500), let (lengths, distances) = codes(),
                    compressed(lengths, distances, from: start, to: &output, limit: limit, &work)
                else { return false }
            default: return false
            }
        }
        return true
    }

    /// Takes bits, the lowest first; nil at the end.
    private mutating func take(_ count: Int) -> Int? {
        while bitCount < count {
            guard offset < bytes.count else { return nil }
            bits |= UInt32(bytes[offset]) << UInt32(bitCount)
            offset += 1
            bitCount += 8
        }
        let value = bits & (1 << UInt32(count) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func stored(to output: inout [UInt8], limit: Int) -> Bool {
        (bits, bitCount) = (0, 0)
        guard let length = take(16), let complement = take(16), length == complement ^ 0xFFFF,
            offset + length <= bytes.count, output.count + length <= limit
        else { return false }
        output += bytes[offset..<(offset + length)]
        offset += length
        return true
    }

    private mutating func compressed(
        _ lengths: Code,
        _ distances: Code,
        from start: Int,
        to output: inout [UInt8],
        limit: Int,
        _ work: inout WorkBudget
    ) -> Bool {
        while work.spend(3) {
            guard let symbol = symbol(of: lengths) else { return false }
            if symbol == 256 { return true }
            if symbol < 256 {
                guard output.count < limit else { return false }
                output.append(UInt8(symbol))
                continue
            }
            guard let length = value(symbol - 257, Self.lengthBases, Self.lengthBits),
                let code = self.symbol(of: distances),
                let distance = value(code, Self.distanceBases, Self.distanceBits),
                distance <= output.count - start, output.count + length <= limit, work.spend(length / 8)
            else { return false }
            // The copy may overlap itself.
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
        return false
    }

    private mutating func value(_ index: Int, _ bases: [Int], _ bits: [Int]) -> Int? {
        guard bases.indices.contains(index), let extra = take(bits[index]) else { return nil }
        return bases[index] + extra
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12_289, 16_385, 24_577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}

// Huffman codes (§3.2.2).
extension Inflater {
    /// A code: how many symbols have each length, and the symbols in the order of their codes.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        /// The code in which each symbol has this length; nil if there are more than fit.
        init?(_ lengths: some Collection<Int>) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            var free = 1
            for count in counts.dropFirst() {
                free = 2 * free - count
                if free < 0 { return nil }
            }
            symbols = lengths.enumerated().filter { $0.element > 0 }
                .sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }.map(\.offset)
        }

        /// A code that is known to be valid.
        init(fixed lengths: [Int]) {
            guard let code = Code(lengths) else { preconditionFailure("The lengths are those of RFC 1951 §3.2.6") }
            self = code
        }
    }

    private static let fixedLengths = Code(
        fixed: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    )
    private static let fixedDistances = Code(fixed: [Int](repeating: 5, count: 30))

    private mutating func symbol(of code: Code) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            guard let bit = take(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    /// The codes at the start of a block (§3.2.7).
    private mutating func codes() -> (lengths: Code, distances: Code)? {
        guard let literals = take(5).map({ $0 + 257 }), let distances = take(5).map({ $0 + 1 }),
            let lengthCount = take(4).map({ $0 + 4 }), literals <= 286, distances <= 30
        else { return nil }
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = [Int](repeating: 0, count: 19)
        for position in order.prefix(lengthCount) {
            guard let length = take(3) else { return nil }
            lengths[position] = length
        }
        guard let code = Code(lengths) else { return nil }
        lengths = []
        while lengths.count < literals + distances {
            guard let symbol = symbol(of: code) else { return nil }
            switch symbol {
            case 16:
                guard let last = lengths.last, let count = take(2) else { return nil }
                lengths += [Int](repeating: last, count: 3 + count)
            case 17, 18:
                guard let count = take(symbol == 17 ? 3 : 7) else { return nil }
                lengths += [Int](repeating: 0, count: (symbol == 17 ? 3 : 11) + count)
            default: lengths.append(symbol)
            }
        }
        guard lengths.count == literals + distances, lengths[256] > 0, let literalCode = Code(lengths.prefix(literals)),
            let distanceCode = Code(lengths.dropFirst(literals))
        else { return nil }
        return (literalCode, distanceCode)
    }
}
