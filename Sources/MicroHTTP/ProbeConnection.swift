internal import CMicroHTTPD
internal import Glibc

/// A client's connection that fails at its deadline, with TLS or without.
final class ProbeConnection {
    private let descriptor: Int32
    private let deadline: MonotonicTime
    private var session: TLSSession?

    /// Connects to the first of the host's addresses that accepts a connection.
    init(to target: HTTPProbe.Target, until deadline: MonotonicTime) throws(HTTPProbe.Failure) {
        self.deadline = deadline
        let addresses = SocketAddress.all(of: target.host, port: target.port)
        guard !addresses.isEmpty else { throw .unknownHost(target.host) }
        guard
            let descriptor = try addresses.firstResult({ address throws(HTTPProbe.Failure) in
                try Self.connect(to: address, until: deadline)
            })
        else { throw .unreachable(target.host, target.port) }
        self.descriptor = descriptor
        guard target.isSecure else { return }
        guard let session = TLSSession(on: descriptor) else { throw .handshakeFailed("not enough memory") }
        self.session = session
        if case .failed(let reason) = try retry({ session.handshake() }) { throw .handshakeFailed(reason) }
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) throws(HTTPProbe.Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(try moved { unsafe rest.withUnsafeBytes { unsafe self.write($0) } })
        }
    }

    /// Everything up to the end of the connection.
    func receiveAll() throws(HTTPProbe.Failure) -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = try moved { unsafe piece.withUnsafeMutableBytes { unsafe self.read(into: $0) } }
            if count == 0 { return all }
            all += piece[..<count]
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        if let session { return unsafe session.send(bytes) }
        return unsafe Transfer(
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)),
            waitingFor: POLLOUT
        )
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        if let session { return unsafe session.receive(into: buffer) }
        return unsafe Transfer(recv(descriptor, buffer.baseAddress, buffer.count, 0), waitingFor: POLLIN)
    }

    private func moved(_ step: () -> Transfer) throws(HTTPProbe.Failure) -> Int {
        switch try retry(step) {
        case .moved(let count): return count
        case .failed(let reason): throw .broken(reason)
        case .blocked: preconditionFailure("retry returns only what is not blocked")
        }
    }

    /// Repeats a step, whenever the socket is ready for it, until it is no longer blocked.
    private func retry(_ step: () -> Transfer) throws(HTTPProbe.Failure) -> Transfer {
        while true {
            let transfer = step()
            guard case .blocked(let events) = transfer else { return transfer }
            guard Self.wait(for: events, on: descriptor, until: deadline) else { throw .timeout }
        }
    }

    /// The descriptor of a connection; nil where the address refuses it.
    private static func connect(
        to address: SocketAddress,
        until deadline: MonotonicTime
    ) throws(HTTPProbe.Failure) -> Int32? {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.family, kind, Int32(IPPROTO_TCP))
        guard descriptor >= 0 else { return nil }
        var error = unsafe address.withRaw { unsafe Glibc.connect(descriptor, $0, $1) } == 0 ? 0 : errno
        if error == EINPROGRESS {
            guard wait(for: POLLOUT, on: descriptor, until: deadline) else {
                close(descriptor)
                throw .timeout
            }
            var size = socklen_t(MemoryLayout<Int32>.size)
            unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
        }
        if error == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    /// Waits for events of a descriptor.
    ///
    /// - Returns: whether there were any before the deadline.
    private static func wait(for events: Int32, on descriptor: Int32, until deadline: MonotonicTime) -> Bool {
        while true {
            let now = MonotonicTime.now
            guard now < deadline else { return false }
            // Rounded up: waits of 0 ms would keep a processor busy until the deadline.
            let milliseconds = Int32(clamping: (deadline.nanoseconds - now.nanoseconds) / 1_000_000 + 1)
            var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            if unsafe poll(&entry, 1, milliseconds) > 0 { return true }
        }
    }
}

extension Sequence {
    /// The first result that is not nil.
    fileprivate func firstResult<Result, Failure>(
        _ attempt: (Element) throws(Failure) -> Result?
    ) throws(Failure) -> Result? {
        for element in self {
            if let result = try attempt(element) { return result }
        }
        return nil
    }
}
