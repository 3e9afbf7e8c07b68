internal import CMicroHTTPD
internal import Glibc

/// A libmicrohttpd daemon that serves one connection, on the thread that calls it.
@safe struct Daemon {
    private let raw: OpaquePointer

    /// Starts a daemon whose callbacks are given the connection, which must outlive it; nil where the system lacks
    /// a descriptor or memory for it.
    init?(for connection: Connection, identity: TLSIdentity?) {
        let context = unsafe Unmanaged.passUnretained(connection).toOpaque()
        let memory = HTTPListener.Configuration.headerMemory
        var raw: OpaquePointer?
        if let identity {
            unsafe identity.withCStrings { certificates, key in
                let identity = unsafe CMHD_Identity(certificates: certificates.baseAddress, key: key.baseAddress)
                unsafe raw = CMHD_start_daemon(.connection, memory, identity, context)
            }
        } else {
            unsafe raw = CMHD_start_daemon(.connection, memory, CMHD_Identity(), context)
        }
        guard let raw = unsafe raw else { return nil }
        unsafe self.raw = raw
    }

    /// Closes the connection where it is still open; it must not be suspended.
    func stop() {
        unsafe MHD_stop_daemon(raw)
    }

    /// Hands over the connection's socket, which is closed with the daemon; false where it is closed already.
    func add(_ descriptor: Int32, from address: SocketAddress) -> Bool {
        unsafe address.withRaw { unsafe MHD_add_connection(raw, descriptor, $0, $1) } == .YES
    }

    /// Does what can be done without waiting.
    ///
    /// - Returns: whether there is more to do, without another event.
    func run() -> Bool {
        unsafe MHD_run_wait(raw, 0)
        var milliseconds: UInt64 = 0
        return unsafe MHD_get_timeout(raw, &milliseconds) == .YES && milliseconds == 0
    }
}
