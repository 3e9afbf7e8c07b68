internal import CMicroHTTPD
internal import Glibc

/// libmicrohttpd's threads, each with its own epoll set.
@safe struct Daemon: @unchecked Sendable {
    // Sendable because libmicrohttpd locks what its functions share with its threads.
    private let raw: OpaquePointer

    /// Starts the threads; nil, with `errno` set, where the system gives none.
    ///
    /// The context has to outlive the daemon: its callbacks hold it unretained.
    init?(_ context: Context, _ configuration: HTTPListener.Configuration) {
        let threads = max(1, configuration.threads)
        let idleNanoseconds = configuration.idleTimeout.wholeNanoseconds
        let limits = CMHD_Limits(
            threads: UInt32(clamping: threads),
            // Each thread gets its share of the limit. Ours is counted where clients are accepted, so that they wait
            // instead of being turned away; any one thread may then be given all of them.
            connections: UInt32(clamping: max(1, configuration.maximumConnections).saturatingProduct(threads + 1)),
            idle_seconds: UInt32(
                clamping: max(1, idleNanoseconds / 1_000_000_000 + (idleNanoseconds % 1_000_000_000 > 0 ? 1 : 0))
            ),
            connection_memory: HTTPListener.Configuration.headerMemory
        )
        var raw: OpaquePointer?
        let context = unsafe Unmanaged.passUnretained(context).toOpaque()
        if let identity = configuration.identity {
            unsafe identity.withCStrings { certificates, key in
                let identity = unsafe CMHD_Identity(certificates: certificates.baseAddress, key: key.baseAddress)
                unsafe raw = CMHD_start_daemon(.listener, limits, identity, context)
            }
        } else {
            unsafe raw = CMHD_start_daemon(.listener, limits, CMHD_Identity(), context)
        }
        guard let raw = unsafe raw else { return nil }
        unsafe self.raw = raw
    }

    /// Hands over a connection; false where it could not be taken, and is closed.
    func add(_ descriptor: Int32, from address: SocketAddress) -> Bool {
        unsafe address.withRaw { unsafe MHD_add_connection(raw, descriptor, $0, $1) } == .YES
    }

    /// Cuts off every connection and joins the threads; no connection may be suspended.
    func stop() {
        unsafe MHD_stop_daemon(raw)
    }
}

extension Int {
    fileprivate func saturatingProduct(_ other: Int) -> Int {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? .max : product
    }
}
