internal import BrevoCore
internal import WireMock

/// What `sib-request-id` says and the journal knows a request by: UUIDs (RFC 9562 §5.4) in a fixed sequence, so that
/// two runs can answer alike.
struct RequestID: CustomStringConvertible {
    private var numbers: RandomSequence

    /// The id of the request of this number.
    init(number: UInt64, seed: UInt64) {
        numbers = RandomSequence(seed: seed, drawn: 2 &* number)
    }

    var uuid: UUID {
        var numbers = numbers
        return UUID(using: &numbers)
    }

    var description: String {
        var numbers = numbers
        let high = numbers.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = numbers.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var digits: [UInt8] = []
        digits.reserveCapacity(36)
        for place in 0..<32 {
            if [8, 12, 16, 20].contains(place) { digits.append(UInt8(ascii: "-")) }
            let nibble = UInt8((place < 16 ? high : low) >> UInt64(60 - 4 * (place % 16)) & 15)
            digits.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
