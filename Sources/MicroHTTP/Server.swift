internal import Glibc
internal import HTTPMessage

/// A listening socket, the event loops behind it, and the order in which they start and stop.
final class Server: Sendable {
    private enum Phase { case running, stopping, stopped }

    private let service: Service
    private let socket: ListeningSocket
    private let loops: [EventLoop]
    private let threads: [Thread]
    private let acceptor: Thread
    private let phase = Monitor(Phase.running)

    var port: UInt16 { socket.port }
    var connectionCount: Int { service.tracker.connectionCount }

    init(
        _ configuration: HTTPListener.Configuration,
        handler: @escaping HTTPListener.Handler
    ) throws(HTTPListener.Failure) {
        try configuration.identity?.check()
        let service = Service(configuration, handler: handler)
        let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
        let loops = (0..<max(1, configuration.threads)).compactMap { _ in EventLoop(service) }
        let threads = loops.compactMap { loop in Thread { loop.run() } }
        let maximum = service.maximumConnections + max(0, configuration.reservedConnections)
        guard threads.count == max(1, configuration.threads),
            let acceptor = Thread({ Self.accept(from: socket, into: loops, service, maximum) })
        else {
            Self.stop(loops, threads)
            socket.close()
            throw HTTPListener.Failure("cannot start \(configuration.threads) threads")
        }
        (self.service, self.socket, self.loops, self.threads) = (service, socket, loops, threads)
        self.acceptor = acceptor
    }

    func stop(grace: Duration) {
        if loops.contains(where: \.isCurrent), let thread = Thread({ self.finish(grace: grace) }) {
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
        service.tracker.close()
        for loop in loops { loop.post(.endCalls) }
        socket.shutDown()
        acceptor.join()
        socket.close()
        service.tracker.drain(until: deadline)
        Self.stop(loops, threads)
        phase.withLock { $0 = .stopped }
        phase.wake()
    }

    /// Closes all connections; nobody may add one any more.
    private static func stop(_ loops: [EventLoop], _ threads: [Thread]) {
        for loop in loops { loop.post(.stop) }
        for thread in threads { thread.join() }
    }

    /// Hands clients to the loop with the fewest until the socket is shut down, at most `maximum` at a time.
    private static func accept(
        from socket: ListeningSocket,
        into loops: [EventLoop],
        _ service: Service,
        _ maximum: Int
    ) {
        let tracker = service.tracker
        while tracker.waitForCapacity(below: maximum) {
            switch socket.accept() {
            case .connection(let descriptor, let address):
                let isReserved = tracker.connectionOpened() > service.maximumConnections
                loops.min { $0.connectionCount < $1.connectionCount }?
                    .post(.open(descriptor, address, isReserved: isReserved))
            case .none:
                continue
            case .exhausted:
                tracker.waitForRelease()
            case .closed:
                return
            }
        }
    }
}
