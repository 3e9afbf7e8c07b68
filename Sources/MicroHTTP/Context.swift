internal import HTTPMessage

/// What libmicrohttpd's callbacks need, alive as long as its daemon.
final class Context: Sendable {
    let handler: HTTPListener.Handler
    let maximumBodySize: Int
    let isSecure: Bool
    let traffic = Traffic()
    let parkingLot = ParkingLot()
    private let log: (@Sendable (String) -> Void)?

    /// The bytes of a refused body that are read and dropped, so that the connection stays usable.
    let drainLimit: Int

    init(_ configuration: HTTPListener.Configuration, handler: @escaping HTTPListener.Handler) {
        self.handler = handler
        maximumBodySize = configuration.maximumBodySize
        isSecure = configuration.identity != nil
        drainLimit = max(16 * 1024 * 1024, maximumBodySize)
        log = configuration.log
    }

    /// Passes on what libmicrohttpd says, but for what it says of connections that we end on purpose.
    func report(_ line: String) {
        guard let log, !line.hasPrefix("Application reported internal error") else { return }
        log(line)
    }
}
