internal import HTTPMessage
public import MicroHTTP
internal import Synchronization

/// An emulator on a port of this machine.
public final class EmulatorServer: Sendable {
    /// The emulator that answers.
    public let emulator: Emulator
    private let listener: HTTPListener

    /// Starts an emulator on a free port of 127.0.0.1, or as configured.
    ///
    /// - Parameters:
    ///   - listening: where and with what limits; its body limit is the emulator's.
    ///   - configuration: how the emulator behaves.
    /// - Throws: ``InvalidSeed``, or `HTTPListener.Failure` where it cannot listen.
    public init(
        listening: HTTPListener.Configuration = HTTPListener.Configuration(),
        _ configuration: Emulator.Configuration = Emulator.Configuration()
    ) throws {
        let emulator = try Emulator(configuration)
        var listening = listening
        listening.maximumBodySize = configuration.bodyLimit
        self.emulator = emulator
        scheme = listening.identity == nil ? "http" : "https"
        host = listening.host.contains(":") ? "[\(listening.host)]" : listening.host
        let listener = try HTTPListener(listening) { emulator.respond(to: $0) }
        self.listener = listener
        // The listener holds the emulator already.
        emulator.connectionCount.withLock { $0 = { [weak listener] in listener?.connectionCount ?? 0 } }
    }

    private let scheme: String
    private let host: String

    /// The port that it listens on.
    public var port: UInt16 { listener.port }

    /// Where it is reached: `http://127.0.0.1:8080`, without the base path of the API.
    public var url: String { "\(scheme)://\(host):\(port)" }

    /// Stops listening, finishes what is under way for at most so long, and ends; a second call does nothing.
    public func stop(grace: Duration = .seconds(5)) {
        listener.stop(grace: grace)
    }
}
