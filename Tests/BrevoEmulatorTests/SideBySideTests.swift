import BrevoEmulator
import Foundation
import HTTPMessage
import Synchronization
import Testing

/// Worlds share nothing.
@Suite struct SideBySideTests {
    private static let worlds = 1000
    private static let clients = 16
    private static let calls = HTTPRequest.script(0).count

    @Test func `a thousand worlds used by sixteen clients at once respond as each would alone`() throws {
        let differences = Differences()
        try withServer(Acme.configuration()) { server in
            let group = DispatchGroup()
            for client in 0..<Self.clients {
                group.enter()
                // A thread each: a queue would start no more of them than there are processors.
                Thread {
                    defer { group.leave() }
                    do { try Self.live(client, on: server.port, differences) } catch { differences.note("\(error)") }
                }
                .start()
            }
            group.wait()
        }
        #expect(differences.first.isEmpty)
        #expect(differences.compared == Self.worlds * Self.calls)
    }

    /// Each call to every world of this client before the next call; worlds are deleted on the way, and begin anew.
    private static func live(_ client: Int, on port: UInt16, _ differences: Differences) throws {
        let connection = try RawClient(port)
        var worlds = try stride(from: client, to: Self.worlds, by: clients).map(SoleWorld.init)
        for call in 0..<calls {
            for index in worlds.indices {
                if call == calls / 2, worlds[index].number % 10 == 0 {
                    let deletion = HTTPRequest.control("DELETE /worlds/\(worlds[index].name)")
                    let deleted = try connection.exchange(deletion)
                    if deleted.status != .ok { differences.note("\(worlds[index].name) was not there") }
                    worlds[index] = try SoleWorld(worlds[index].number)
                }
                let request = worlds[index].script[call]
                let actual = try connection.exchange(request.toWorld(worlds[index].name))
                differences.compare(actual, worlds[index].answer(to: request), to: request, worlds[index].name)
            }
        }
    }
}

/// What a world would answer if there were no other.
private struct SoleWorld {
    let number: Int
    let script: [HTTPRequest]
    private let emulator: Emulator

    init(_ number: Int) throws {
        self.number = number
        script = HTTPRequest.script(number)
        emulator = try Emulator(Acme.configuration())
    }

    var name: String { "w\(number)" }

    /// The answer to the request as a listener would hand it over.
    func answer(to request: HTTPRequest) -> HTTPResponse {
        var request = request
        var headers: HTTPHeaders = ["Host": "localhost"]
        for field in request.headers { headers.append(field.name, field.value) }
        if !request.body.isEmpty || [.post, .put].contains(request.method) {
            headers.append("Content-Length", String(request.body.count))
        }
        (request.headers, request.clientAddress) = (headers, "127.0.0.1")
        return emulator.respond(directly: request.toWorld(name))
    }
}

/// Collects what differs, from many threads.
private final class Differences: Sendable {
    private let noted = Mutex<[String]>([])
    private let count = Atomic(0)

    /// The first few.
    var first: [String] { noted.withLock { Array($0.prefix(3)) } }

    var compared: Int { count.load(ordering: .relaxed) }

    func note(_ text: String) {
        noted.withLock { $0.append(text) }
    }

    func compare(_ actual: HTTPResponse, _ expected: HTTPResponse, to request: HTTPRequest, _ world: String) {
        count.add(1, ordering: .relaxed)
        let headers = expected.headers.filter { $0.name != "Date" }.map { "\($0.name): \($0.value)" }
        guard
            actual.status != expected.status || actual.body != expected.body
                || actual.headers.map({ "\($0.name): \($0.value)" }) != headers
        else { return }
        note(
            """
            \(request.method.rawValue) \(request.target) in \(world):
            \(Self.text(of: actual))
            and alone:
            \(Self.text(of: expected))
            """
        )
    }

    private static func text(of response: HTTPResponse) -> String {
        "\(response.status.rawValue) \(response.headers.map { "\($0.name): \($0.value)" }) \(response.text)"
    }
}
