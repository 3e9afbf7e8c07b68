import BrevoEmulator
import HTTPMessage
import MicroHTTP

/// The two ways to an emulator; whatever holds of one holds of the other.
enum Transport: CaseIterable {
    /// By `Emulator.respond`.
    case direct
    /// By a TCP connection that stays open.
    case socket

    /// Runs an emulator for as long as the body takes.
    func withEmulator<Result>(
        _ configuration: Emulator.Configuration,
        _ body: (Client) throws -> Result
    ) throws -> Result {
        switch self {
        case .direct:
            let emulator = try Emulator(configuration)
            return try body(Client { emulator.respond(directly: $0, bodyLimit: configuration.bodyLimit) })
        case .socket:
            return try withServer(configuration) { server in
                let connection = try RawClient(server.port)
                return try body(Client { try connection.exchange($0) })
            }
        }
    }
}

/// Sends requests, one after the other.
struct Client {
    let send: (HTTPRequest) throws -> HTTPResponse
}

/// Runs a server on a free port for as long as the body takes.
func withServer<Result>(
    _ configuration: Emulator.Configuration,
    idleTimeout: Duration = .seconds(60),
    _ body: (EmulatorServer) throws -> Result
) throws -> Result {
    let listening = HTTPListener.Configuration(threads: 2, idleTimeout: idleTimeout)
    let server = try EmulatorServer(listening: listening, configuration)
    defer { server.stop(grace: .zero) }
    return try body(server)
}

extension Emulator {
    /// What `respond` gives to a request as the listener would hand it over, and what the listener would send of that,
    /// but for the date, which every answer has.
    func respond(directly request: HTTPRequest, bodyLimit: Int = 1 << 20) -> HTTPResponse {
        var request = request
        if request.body.count > bodyLimit {
            request.isBodyTooLarge = true
            request.body = []
        }
        var response = respond(to: request)
        if request.method == .head { response.body = [] }
        response.headers = response.headers.without(["Date"])
        return response
    }
}
