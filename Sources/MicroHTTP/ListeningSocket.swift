internal import CMicroHTTPD
internal import Glibc

/// The socket that clients connect to.
///
/// It is not libmicrohttpd's, so that new clients can be refused while the requests of others are completed.
struct ListeningSocket: Sendable {
    /// The outcome of a wait for a client.
    enum Accepted {
        case connection(Int32, SocketAddress)
        /// The client left before it was accepted, or a signal interrupted the wait.
        case none
        /// There is no descriptor or memory for another connection.
        case exhausted
        /// `shutDown` was called.
        case closed
    }

    /// The actual port.
    let port: UInt16
    private let descriptor: Int32

    /// Starts to listen, with the longest backlog that the system allows.
    init(host: String, port: UInt16) throws(HTTPListener.Failure) {
        guard let address = SocketAddress(host: host, port: port) else {
            throw HTTPListener.Failure("\(host) is not a numeric address such as 127.0.0.1 or ::1")
        }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, Int32(IPPROTO_TCP))
        guard descriptor >= 0 else {
            throw Self.failure("cannot open a socket for \(host)", errno)
        }
        do throws(HTTPListener.Failure) {
            try Self.bind(descriptor, to: address, host: host, port: port)
            self.port = try Self.boundPort(of: descriptor)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// Waits for the next client.
    func accept() -> Accepted {
        var address = SocketAddress()
        let client = unsafe address.withMutableRaw { unsafe Glibc.accept(descriptor, $0, $1) }
        guard client < 0 else {
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            return .connection(client, address)
        }
        switch errno {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
        case EINVAL, EBADF, ENOTSOCK: return .closed
        default: return .none
        }
    }

    /// Refuses new clients, including those in the backlog, and ends a wait in `accept`.
    func shutDown() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Releases the port.
    func close() {
        Glibc.close(descriptor)
    }

    private static func bind(
        _ descriptor: Int32,
        to address: SocketAddress,
        host: String,
        port: UInt16
    ) throws(HTTPListener.Failure) {
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        if address.family == AF_INET6 {
            var isSingleFamily: Int32 = address.isUnspecified ? 0 : 1
            unsafe setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &isSingleFamily, size)
        }
        guard unsafe address.withRaw({ unsafe Glibc.bind(descriptor, $0, $1) }) == 0,
            listen(descriptor, SOMAXCONN) == 0
        else {
            switch errno {
            case EADDRINUSE: throw HTTPListener.Failure("port \(port) is in use")
            case EADDRNOTAVAIL: throw HTTPListener.Failure("this machine does not have the address \(host)")
            case EACCES: throw HTTPListener.Failure("port \(port) requires more privileges; use one above 1023")
            case let code: throw failure("cannot listen on \(host), port \(port)", code)
            }
        }
    }

    private static func boundPort(of descriptor: Int32) throws(HTTPListener.Failure) -> UInt16 {
        var address = SocketAddress()
        guard unsafe address.withMutableRaw({ unsafe getsockname(descriptor, $0, $1) }) == 0 else {
            throw failure("cannot determine the port", errno)
        }
        return address.port
    }

    private static func failure(_ what: String, _ code: Int32) -> HTTPListener.Failure {
        .init("\(what): \(unsafe String(cString: strerror(code)))")
    }
}
