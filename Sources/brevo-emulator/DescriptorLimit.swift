internal import BrevoEmulator
internal import Glibc

/// How many descriptors the process may open (`RLIMIT_NOFILE`, `ulimit -n`).
struct DescriptorLimit {
    /// The descriptors that are not a connection's: files, the listening socket, threads and background work.
    private static let others = 64
    /// A socket, and the epoll instance with which libmicrohttpd waits for it.
    private static let ofConnection = 2

    private let count: Int

    /// Raises the limit as far as the system allows: it is often 1024 at first, fewer than the connections need.
    static func raise() -> DescriptorLimit {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(resource, &limit) == 0 else { return DescriptorLimit(count: .max) }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        if unsafe setrlimit(resource, &limit) != 0 { limit.rlim_cur = before }
        return DescriptorLimit(count: Int(clamping: limit.rlim_cur))
    }

    /// Lowers a number of connections to what the limit allows: more would be accepted, and then closed unanswered.
    func clamp(_ connections: Int, reportingTo log: ProgramLog) -> Int {
        let possible = max(1, (count - Self.others) / Self.ofConnection - EmulatorServer.reservedConnections)
        guard possible < connections else { return connections }
        log.note("at most \(possible) connections are open at a time, because ulimit -n is \(count)")
        return possible
    }
}
