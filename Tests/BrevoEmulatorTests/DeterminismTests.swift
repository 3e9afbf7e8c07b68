import BrevoEmulator
import Foundation
import HTTPMessage
import JSON
import TestSupport
import Testing

/// `--random-seed`.
@Suite struct DeterminismTests {
    /// The answers of an emulator to 100 calls, always the same ones.
    private func answers(randomSeed: UInt64?) throws -> [HTTPResponse] {
        let emulator = try Emulator(Acme.configuration { $0.randomSeed = randomSeed })
        var numbers = Numbers(state: 99)
        let script = (0..<100).map { _ in HTTPRequest.random(using: &numbers) }
        return (script + [.state]).map { emulator.respond(to: $0) }
    }

    @Test func `two runs with the same seed and calls answer alike, headers included`() throws {
        let first = try answers(randomSeed: 7)
        #expect(try answers(randomSeed: 7) == first)
        #expect(Set(first.map(\.status)).count > 5)
        #expect(Set(first.compactMap { $0.headers["sib-request-id"] }).count > 50)
    }

    @Test(arguments: [8, nil] as [UInt64?]) func `another seed gives other ids`(seed: UInt64?) throws {
        let (first, second) = (try answers(randomSeed: 7), try answers(randomSeed: seed))
        #expect(first.map(\.status) == second.map(\.status))
        #expect(first.last?.body != second.last?.body)
        let ids = [first, second].map { Set($0.compactMap { $0.headers["sib-request-id"] }) }
        #expect(ids[0].isDisjoint(with: ids[1]))
    }

    /// Ten scripts, 500 calls or more, half of them to worlds of their own, on one connection to the built program.
    private func bytes(seed: URL) throws -> [[UInt8]] {
        var bytes: [[UInt8]] = []
        let options = ["--random-seed", "7", "--clock", "2026-11-20T09:00:00Z", "--seed", seed.path, "--log", "off"]
        _ = try Program.serve(options) { ready in
            let port = UInt16(try #require(ready["port"]?.number?.int))
            let connection = try RawClient(port)
            for request in Self.script { bytes.append(try connection.exchangeBytes(request)) }
        }
        return bytes
    }

    private static let script =
        (0..<10).flatMap { number in
            HTTPRequest.script(number).map { number % 2 == 0 ? $0 : $0.toWorld("w\(number % 4)") }
        } + [.control("GET /worlds"), .control("DELETE /worlds/w1"), .control("GET /worlds")]

    @Test func `two runs of the program send the same bytes, the date of the frozen clock among them`() throws {
        try withTemporaryFolder { folder in
            let seed = folder.appendingPathComponent("seed.json")
            try Data(Acme.seed.utf8).write(to: seed)
            let (first, second) = (try bytes(seed: seed), try bytes(seed: seed))
            try #require(first.count == Self.script.count && second.count == first.count)
            for (request, (one, other)) in zip(Self.script, zip(first, second)) where one != other {
                Issue.record(
                    """
                    \(request.method.rawValue) \(request.target):
                    \(String(decoding: one, as: UTF8.self))
                    and:
                    \(String(decoding: other, as: UTF8.self))
                    """
                )
            }
            let texts = first.map { String(decoding: $0, as: UTF8.self) }
            #expect(texts[0].contains("\r\nDate: Fri, 20 Nov 2026 09:00:00 GMT\r\n"))
            #expect(Set(texts.map { $0.prefix(12) }).count > 8)
        }
    }
}
