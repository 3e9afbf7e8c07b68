internal import EmulatorCore
public import MicroHTTP
internal import Synchronization

/// An emulator on a port of this machine, with worlds that a test can command.
///
/// ```swift
/// let server = try EmulatorServer()
/// let world = try server.world("signup")
/// let client = MyClient(baseURL: world.baseURL, apiKey: "any")
/// ```
///
/// It listens until ``stop(grace:)``, or until neither it nor one of its worlds is referred to any more.
public final class EmulatorServer: Sendable {
    /// The emulator that responds.
    public let emulator: Emulator
    private let listener: HTTPListener

    /// Starts an emulator on a free port of 127.0.0.1, or as configured.
    ///
    /// - Parameters:
    ///   - listening: Where and with what limits; its body limit is the emulator's.
    ///   - configuration: How the emulator behaves.
    /// - Throws: ``InvalidSeed``, or `HTTPListener.Failure` if it cannot listen.
    public init(
        listening: HTTPListener.Configuration = HTTPListener.Configuration(),
        _ configuration: Emulator.Configuration = Emulator.Configuration()
    ) throws {
        let emulator = try Emulator(configuration)
        var listening = listening
        listening.maximumBodySize = configuration.bodyLimit
        listening.memoryBudget = emulator.memory
        listening.reservedConnections = Self.reservedConnections
        listening.mayUseReservedConnection = Emulator.isCommand
        self.emulator = emulator
        scheme = listening.identity == nil ? "http" : "https"
        host = listening.host.contains(":") ? "[\(listening.host)]" : listening.host
        let listener = try HTTPListener(listening) { emulator.serve($0) }
        self.listener = listener
        // Weak, because the listener retains the emulator.
        emulator.countConnections { [weak listener] in listener?.connectionCount ?? 0 }
    }

    /// The connections for commands alone, so that an emulator whose clients use all others can still be told to stop.
    public static let reservedConnections = 16

    private let scheme: String
    private let host: String

    /// The port that it listens on.
    public var port: UInt16 { listener.port }

    /// The URL of the server: `http://127.0.0.1:8080`, without the base path of the API.
    public var url: String { "\(scheme)://\(host):\(port)" }

    /// The base URL of the default world for an SDK: `http://127.0.0.1:8080/v3`.
    public var baseURL: String { defaultWorld.baseURL }

    /// The world without a prefix, which is always there.
    public var defaultWorld: EmulatorWorld { EmulatorWorld(WorldState.defaultName, of: self) }

    /// A world of its own for a test, created from the seed if there is none of the name.
    ///
    /// - Parameter name: 1 to 64 letters, digits, dots, underscores or hyphens.
    /// - Throws: ``CommandRefused`` for another name, and if there are too many worlds.
    public func world(_ name: String) throws(CommandRefused) -> EmulatorWorld {
        do throws(ControlError) { _ = try emulator.worlds.world(name) } catch { throw CommandRefused(error) }
        return EmulatorWorld(name, of: self)
    }

    /// The names of all worlds, the default one first.
    public var worldNames: [String] { emulator.worlds.names(at: SystemClock.now()) }

    /// Ends a world; the next request or command creates another.
    ///
    /// - Throws: ``CommandRefused`` if there is none of the name, and for the default world.
    public func deleteWorld(_ name: String) throws(CommandRefused) {
        do throws(ControlError) { try emulator.worlds.delete(name) } catch {
            throw CommandRefused(error)
        }
    }

    /// Stops listening and completes the requests under way, for `grace` at most; a second call does nothing.
    public func stop(grace: Duration = .seconds(5)) {
        listener.stop(grace: grace)
    }
}
