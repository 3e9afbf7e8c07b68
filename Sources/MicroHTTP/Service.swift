internal import CMicroHTTPD
internal import HTTPMessage

/// What all connections of a listener share: the handler, the limits, and the counts.
final class Service: Sendable {
    let handler: HTTPListener.Handler
    let tracker = ConnectionTracker()
    let identity: TLSIdentity?
    let maximumBodySize: Int
    let maximumConnections: Int
    let mayUseReservedConnection: @Sendable (HTTPRequest) -> Bool
    let memoryBudget: MemoryBudget?
    private let log: (@Sendable (String) -> Void)?

    /// The bytes of a refused body that are read and dropped, so that the connection stays usable.
    let drainLimit: Int

    /// The durations of the configuration, in nanoseconds.
    let idleTimeout: UInt64
    let headTimeout: UInt64
    private let bodyTimeout: UInt64
    private let minimumBodyRate: UInt64

    init(_ configuration: HTTPListener.Configuration, handler: @escaping HTTPListener.Handler) {
        self.handler = handler
        identity = configuration.identity
        maximumBodySize = configuration.maximumBodySize
        maximumConnections = max(1, configuration.maximumConnections)
        mayUseReservedConnection = configuration.mayUseReservedConnection
        memoryBudget = configuration.memoryBudget
        drainLimit = max(16 * 1024 * 1024, maximumBodySize)
        idleTimeout = min(configuration.idleTimeout.wholeNanoseconds, .max >> 2)
        headTimeout = min(configuration.headTimeout.wholeNanoseconds, .max >> 2)
        bodyTimeout = min(configuration.bodyTimeout.wholeNanoseconds, .max >> 2)
        minimumBodyRate = UInt64(max(1, configuration.minimumBodyRate))
        log = configuration.log
    }

    /// How many nanoseconds a body may have taken once a number of its bytes was received.
    func bodyTime(for count: Int) -> UInt64 {
        bodyTimeout + UInt64(count) / minimumBodyRate * 1_000_000_000
    }

    /// Passes on a message of libmicrohttpd's, except those about connections that the listener closes on purpose.
    func report(_ line: String) {
        guard let log, !line.hasPrefix("Application reported internal error") else { return }
        log(line)
    }

    /// Whether ``trimMemory()`` has something to do.
    var hasMemoryToTrim: Bool { memoryBudget.map { $0.releasedCount >= MemoryBudget.largeRelease } ?? false }

    /// Gives free memory back to the system after large releases.
    func trimMemory() {
        guard memoryBudget?.hasReleased(atLeast: MemoryBudget.largeRelease) == true else { return }
        FreeMemory.release()
    }
}
