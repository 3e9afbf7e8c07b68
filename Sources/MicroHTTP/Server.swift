internal import Glibc
internal import HTTPMessage

/// A listening socket, the threads behind it, and the order in which they start and end.
final class Server: Sendable {
    private enum Phase { case running, stopping, stopped }

    private let context: Context
    private let socket: ListeningSocket
    private let daemon: Daemon
    private let acceptor: Thread
    private let timer: Thread
    private let phase = Monitor(Phase.running)

    var port: UInt16 { socket.port }
    var connectionCount: Int { context.traffic.connectionCount }

    init(
        _ configuration: HTTPListener.Configuration,
        handler: @escaping HTTPListener.Handler
    ) throws(HTTPListener.Failure) {
        try configuration.identity?.check()
        let context = Context(configuration, handler: handler)
        let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
        guard let daemon = Daemon(context, configuration) else {
            socket.close()
            throw HTTPListener.Failure("cannot start \(configuration.threads) threads")
        }
        let maximum = max(1, configuration.maximumConnections)
        guard let timer = Thread({ context.parkingLot.run() }) else {
            daemon.stop()
            socket.close()
            throw HTTPListener.Failure("cannot start a thread for delayed answers")
        }
        guard let acceptor = Thread({ Self.accept(from: socket, into: daemon, context.traffic, maximum) }) else {
            context.parkingLot.close()
            timer.join()
            daemon.stop()
            socket.close()
            throw HTTPListener.Failure("cannot start a thread to accept connections")
        }
        (self.context, self.socket, self.daemon) = (context, socket, daemon)
        (self.timer, self.acceptor) = (timer, acceptor)
    }

    func stop(grace: Duration) {
        if context.traffic.isServingThread, let thread = Thread({ self.finish(grace: grace) }) {
            return thread.detach()
        }
        finish(grace: grace)
    }

    private func finish(grace: Duration) {
        let isFirst = phase.withLock { phase in
            defer { if phase == .running { phase = .stopping } }
            return phase == .running
        }
        guard isFirst else {
            return phase.wait { $0 == .stopped ? .done(()) : .untilWoken }
        }
        let deadline = MonotonicTime.now + grace
        context.traffic.close()
        context.parkingLot.endCalls()
        socket.shutDown()
        acceptor.join()
        socket.close()
        context.traffic.drain(until: deadline)
        context.parkingLot.close()
        timer.join()
        daemon.stop()
        context.traffic.allConnectionsClosed()
        phase.withLock { $0 = .stopped }
        phase.wake()
    }

    /// Hands clients to the daemon until the socket is shut down, `maximum` of them at once.
    private static func accept(from socket: ListeningSocket, into daemon: Daemon, _ traffic: Traffic, _ maximum: Int) {
        while traffic.waitForPlace(of: maximum) {
            switch socket.accept() {
            case .connection(let descriptor, let address):
                traffic.connectionOpened()
                if !daemon.add(descriptor, from: address) { traffic.connectionClosed() }
            case .nobody:
                continue
            case .exhausted:
                traffic.waitForRelease()
            case .closed:
                return
            }
        }
    }
}
