internal import Bytes
internal import HTTPMessage

/// A Bloom filter of a request's target, path and header values, by which a search skips most requests.
///
/// Each fact sets one bit in each of four lanes. A request with the facts that a pattern requires is never skipped; of the
/// others about one in a thousand is unpacked in vain.
struct RequestSignature: Sendable {
    private var bits = SIMD4<UInt64>()

    private enum Fact: UInt64 {
        case target = 1, path, headerValue
    }

    /// All facts about a request.
    init(of request: borrowing HTTPRequest) {
        let target = request.target.utf8.span
        var pathEnd = 0
        while pathEnd < target.count, target[pathEnd] != UInt8(ascii: "?") { pathEnd += 1 }
        add(.target, target)
        add(.path, target.extracting(..<pathEnd))
        let (bytes, places) = (request.headers.bytes.span, request.headers.places.span)
        for position in places.indices {
            let place = places[position]
            add(.headerValue, bytes.extracting(place.valueStart..<place.valueEnd))
        }
    }

    /// The facts that every request matching this pattern has; often none.
    init(requiredBy pattern: RequestPattern) {
        switch pattern.url {
        case .url(let url): add(.target, url.utf8.span)
        case .urlPath(let path): add(.path, path.utf8.span)
        case .any, .urlPattern, .urlPathPattern, .urlPathTemplate: break
        }
        // Other values may have been sent as ISO-8859-1.
        for header in pattern.exactHeaders where header.value.utf8.allSatisfy({ $0 < 0x80 }) {
            add(.headerValue, header.value.utf8.span)
        }
    }

    /// Whether this request may have all facts of the other signature.
    func covers(_ other: RequestSignature) -> Bool {
        bits & other.bits == other.bits
    }

    private mutating func add(_ fact: Fact, _ bytes: Span<UInt8>) {
        var hash = Self.hash(bytes, seed: fact.rawValue)
        hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 32
        bits |= SIMD4(repeating: 1) &<< (SIMD4(hash, hash >> 6, hash >> 12, hash >> 18) & 63)
    }

    /// Hashes at most 24 bytes, where values usually differ: both ends and the middle.
    @inline(__always) private static func hash(_ bytes: Span<UInt8>, seed: UInt64) -> UInt64 {
        var hash = seed ^ UInt64(bytes.count) << 8
        guard bytes.count >= 8 else {
            let word = bytes.indices.reduce(0 as UInt64) { $0 << 8 | UInt64(bytes[$1]) }
            return mix(hash, word)
        }
        hash = mix(hash, bytes.word(at: 0))
        hash = mix(hash, bytes.word(at: bytes.count - 8))
        return bytes.count > 16 ? mix(hash, bytes.word(at: bytes.count / 2 - 4)) : hash
    }

    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }
}
