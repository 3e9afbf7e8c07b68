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
        var high = numbers.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        var low = numbers.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var digits: [UInt8] = []
        digits.reserveCapacity(36)
        for place in 0..<32 {
            switch place {
            case 8, 12, 20: digits.append(UInt8(ascii: "-"))
            case 16:
                digits.append(UInt8(ascii: "-"))
                swap(&high, &low)
            default: break
            }
            // The topmost digit of what is left.
            let nibble = UInt8(high >> 60)
            high <<= 4
            digits.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble)
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
