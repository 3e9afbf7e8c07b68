import HTTPMessage
import JSON
import Testing
import WireMock

/// Bodies in the gzip format, made by zlib in fixtures/wiremock/gzip.json.
struct GzipTests {
    private static let samples = fixture("wiremock/gzip.json").array ?? []

    private static func bytes(_ sample: JSONValue, _ name: String) throws -> [UInt8] {
        try #require(sample.object?[name]?.string.flatMap(Base64.decode))
    }

    private func isMatch(_ body: [UInt8], _ expected: [UInt8]) throws -> Bool {
        let pattern = try RequestPattern(["bodyPatterns": [["binaryEqualTo": .string(Base64.encode(expected))]]])
        return try pattern.matches(MatchableRequest(HTTPRequest(method: .post, target: "/", body: body), now: 0))
    }

    @Test(arguments: samples)
    func `a compressed body is matched as what it contains`(sample: JSONValue) throws {
        let (data, compressed) = try (Self.bytes(sample, "data"), Self.bytes(sample, "gzip"))
        // WireMock finds no body in an empty one.
        try #expect(isMatch(compressed, data) == !data.isEmpty || isMatch(compressed, data))
    }

    @Test func `there are samples`() {
        #expect(Self.samples.count > 20)
    }

    @Test func `the journal has the body decompressed`() throws {
        var world = AdminWorld()
        let sample = try #require(Self.samples.first { $0.object?["name"] == "json level 9" })
        world.record("/", method: .post, headers: ["Content-Encoding": "gzip"], body: try Self.bytes(sample, "gzip"))
        let found = try world.send("POST /requests/find", #"{"bodyPatterns":[{"equalToJson":{"id":"ok"}}]}"#)
        let request = try #require(found.json["requests"]?.array?.first?.object)
        #expect(request["body"] == #"{"id":"ok"}"#)
        #expect(request["bodyAsBase64"] == "eyJpZCI6Im9rIn0=")
        #expect(request["headers"] == ["Content-Encoding": "gzip"])
    }

    @Test func `a damaged body stays as it is`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var dice = Dice(state: seed)
        // Without its second member, or with something else in its place, the first is valid.
        for sample in Self.samples where sample.object?["name"] != "two members" {
            let (data, compressed) = try (Self.bytes(sample, "data"), Self.bytes(sample, "gzip"))
            for _ in 0..<20 {
                var damaged = compressed
                if Bool.random(using: &dice) {
                    damaged.removeLast(Int.random(in: 1..<damaged.count, using: &dice))
                } else {
                    damaged[Int.random(in: damaged.indices, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
                }
                // Bits that mean nothing, of the header for example, may change nothing.
                let isEither = try isMatch(damaged, damaged) || isMatch(damaged, data) || data.isEmpty
                #expect(isEither, "seed \(seed), \(sample.object?["name"]?.string ?? "")")
            }
        }
    }

    @Test func `a body that would be very large is not decompressed`() throws {
        // 16 MiB of zeros in blocks of fixed codes: a literal, then copies of 258 bytes from one byte before.
        var bits: [UInt8] = [1, 1, 0]
        bits += [0, 0, 1, 1, 0, 0, 0, 0]
        for _ in 0..<65_000 { bits += [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0] }
        bits += [0, 0, 0, 0, 0, 0, 0]
        var body: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        for start in stride(from: 0, to: bits.count, by: 8) {
            body.append(bits[start..<min(start + 8, bits.count)].reversed().reduce(0) { $0 << 1 | $1 })
        }
        body += [UInt8](repeating: 0, count: 8)
        let pattern = try RequestPattern(["bodyPatterns": [["contains": .string(String(repeating: "\0", count: 100))]]])
        let request = MatchableRequest(HTTPRequest(method: .post, target: "/", body: body), now: 0)
        #expect(try !pattern.matches(request))
        #expect(
            try RequestPattern(["bodyPatterns": [["binaryEqualTo": .string(Base64.encode(body))]]]).matches(request)
        )
    }
}
