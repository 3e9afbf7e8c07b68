internal import EmulatorControl
public import MicroHTTP
internal import Synchronization

/// An emulator on a port of this machine, with worlds that a test commands.
///
/// ```swift
/// let server = try EmulatorServer()
/// let world = try server.world("signup")
/// let client = MyClient(baseURL: world.baseURL, apiKey: "any")
/// ```
///
/// It listens until ``stop(grace:)``, or until neither it nor one of its worlds is referred to any more.
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

    /// What an SDK is given to call the default world: `http://127.0.0.1:8080/v3`.
    public var baseURL: String { defaultWorld.baseURL }

    /// The world without a prefix, which is always there.
    public var defaultWorld: EmulatorWorld { EmulatorWorld(WorldEndpoints.defaultName, of: self) }

    /// A world of its own for a test, made on first touch as a fork of the seed.
    ///
    /// - Parameter name: 1 to 64 letters, digits, dots, underscores or hyphens.
    /// - Throws: ``CommandRefused`` for another name, and where there are too many worlds.
    public func world(_ name: String) throws(CommandRefused) -> EmulatorWorld {
        do throws(ControlError) { _ = try emulator.world(name) } catch { throw CommandRefused(error) }
        return EmulatorWorld(name, of: self)
    }

    /// The names of all worlds that are there, the default one first.
    public var worldNames: [String] { WorldEndpoints.names(emulator.worlds) }

    /// Ends a world; the next touch makes it anew.
    ///
    /// - Throws: ``CommandRefused`` where there is none of this name, and for the default world.
    public func deleteWorld(_ name: String) throws(CommandRefused) {
        do throws(ControlError) { try WorldEndpoints.delete(name, emulator.worlds) } catch {
            throw CommandRefused(error)
        }
    }

    /// Stops listening, finishes what is under way for at most so long, and ends; a second call does nothing.
    public func stop(grace: Duration = .seconds(5)) {
        listener.stop(grace: grace)
    }
}
