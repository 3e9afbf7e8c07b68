/// SHA-256 (FIPS 180-4), by which a Content-Security-Policy names the inline script that it allows.
struct SHA256 {
    private(set) var digest: [UInt8]

    init(_ message: some Sequence<UInt8>) {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        let bytes = Self.padded(Array(message))
        for start in stride(from: 0, to: bytes.count, by: 64) {
            Self.compress(bytes[start..<start + 64], into: &state)
        }
        digest = state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    /// As a Content-Security-Policy writes it (CSP 3 §2.3.1).
    var policySource: String { "sha256-\(base64)" }

    /// In lowercase hexadecimal digits.
    var hexadecimal: String { digest.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined() }

    private var base64: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        // 32 bytes are ten groups of three, and two bytes more.
        let groups = stride(from: 0, to: 33, by: 3).map { start in
            (0..<3).reduce(0) { $0 << 8 | (start + $1 < 32 ? Int(digest[start + $1]) : 0) }
        }
        let characters = groups.flatMap { group in (0..<4).map { alphabet[group >> (18 - 6 * $0) & 63] } }
        return String(characters.dropLast()) + "="
    }

    /// The message, a one bit, zeros, and its length in bits: whole blocks of 64 bytes (§5.1.1).
    private static func padded(_ message: [UInt8]) -> [UInt8] {
        let zeros = (119 - message.count % 64) % 64
        let length = UInt64(message.count) * 8
        return message + [0x80] + [UInt8](repeating: 0, count: zeros)
            + (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) }
    }

    /// §6.2.2.
    private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var schedule = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
            block[start..<start + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (near, far) = (schedule[index - 2], schedule[index - 15])
            let first = rotate(far, 7) ^ rotate(far, 18) ^ far >> 3
            let second = rotate(near, 17) ^ rotate(near, 19) ^ near >> 10
            schedule.append(schedule[index - 16] &+ first &+ schedule[index - 7] &+ second)
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let choice = e & f ^ ~e & g
            let majority = a & b ^ a & c ^ b & c
            let first =
                h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ choice &+ constants[index]
                &+ schedule[index]
            let second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    /// The first 32 bits of the fractions of the cube roots of the first 64 primes (§4.2.2), by whole numbers alone.
    private static let constants: [UInt32] = primes.map { prime in
        // The root times 2³²: the largest number whose cube is at most the prime times 2⁹⁶.
        let target = UInt128(prime) << 96
        var root: UInt128 = 0
        for bit in (0..<36).reversed() {
            let candidate = root | 1 << UInt128(bit)
            if candidate * candidate * candidate <= target { root = candidate }
        }
        return UInt32(truncatingIfNeeded: root)
    }

    private static let primes = (2...311).filter { number in (2..<number).allSatisfy { number % $0 != 0 } }
}
