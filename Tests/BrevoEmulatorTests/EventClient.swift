import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// A client that reads a world's events from the moment on at which it was made.
struct EventClient {
    /// An event as it stood on the wire.
    struct Event {
        let id: Int
        let name: String
        let data: JSONObject

        subscript(member: String) -> String? { data[member]?.string }
    }

    let head: String
    private let client: RawClient

    /// Speaks HTTP 1.0, so that no chunks stand between the events.
    init(_ server: EmulatorServer, world: String? = nil, query: String = "") throws {
        client = try RawClient(server.port)
        let prefix = world.map { "/worlds/\($0)" } ?? ""
        try client.send(Array("GET \(prefix)/__emulator/events\(query) HTTP/1.0\r\n\r\n".utf8))
        head = try client.receive(through: "\r\n\r\n")
    }

    func next() throws -> Event {
        var fields: [String: String] = [:]
        for line in try client.receive(through: "\n\n").split(separator: "\n") {
            let halves = line.split(separator: ": ", maxSplits: 1)
            try #require(halves.count == 2)
            fields[String(halves[0])] = String(halves[1])
        }
        let data = try JSONParser.parse(Array(try #require(fields["data"]).utf8))
        return Event(
            id: fields["id"].flatMap { Int($0) } ?? 0,
            name: try #require(fields["event"]),
            data: try #require(data.object)
        )
    }

    /// What else comes before the connection ends.
    func rest() -> String { client.receiveAll() }
}
