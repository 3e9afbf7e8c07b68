import JSON
import Testing

/// Valid texts, damaged at random but the same way on every run.
@Suite struct JSONMutationTests {
    private static let documents =
        Document.accepted.map(\.bytes) + [
            Array(
                #"{"email":"ann+b@acme.example","all_features_access":false,"privileges":[{"feature":"contacts","#.utf8
            )
                + Array(
                    #""permissions":["view","export"]}],"n":[-0.0,1.5e3,12345678901234567890],"é":"\ud83d\ude00\n"}"#
                        .utf8
                )
        ]
    private static let telling =
        Array("{}[]\",:\\u0123456789eE+-.tfn \n".utf8) + [0x00, 0x7F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]

    @Test(arguments: 1...8)
    func `a damaged text is refused within its bounds or read as something that can be written`(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        var outcomes = (read: 0, refused: 0)
        for _ in 0..<2500 {
            let bytes = mutated(using: &random)
            do {
                let value = try JSONParser.parse(bytes)
                outcomes.read += 1
                guard try JSONParser.parse(value.encoded()) == value,
                    try JSONParser.parse(value.encoded(pretty: true)) == value,
                    try JSONDocument(bytes).walked(from: .root) == value
                else {
                    Issue.record("Not read back as written: \(bytes)")
                    return
                }
            } catch {
                outcomes.refused += 1
                guard (0...bytes.count).contains(error.offset) else {
                    Issue.record("\(error) lies outside of \(bytes)")
                    return
                }
            }
        }
        #expect(outcomes.read > 100)
        #expect(outcomes.refused > 100)
    }

    private func mutated(using random: inout SplitMix64) -> [UInt8] {
        var bytes = Self.documents[Int.random(in: Self.documents.indices, using: &random)]
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &random)
            let byte = Self.telling[Int.random(in: Self.telling.indices, using: &random)]
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[position] = byte
            case 2: bytes.insert(byte, at: position)
            case 3: bytes.remove(at: position)
            case 4: bytes.removeSubrange(position...)
            default:
                let end = Int.random(in: position...bytes.count, using: &random)
                bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: bytes.indices, using: &random))
            }
        }
        return bytes
    }
}

/// Sebastiano Vigna's generator of 64-bit numbers, so that a failure can be repeated.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
