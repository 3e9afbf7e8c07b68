internal import CMicroHTTPD
internal import Glibc

/// A connection of libmicrohttpd's, valid until its notification of the end.
@safe struct Connection: @unchecked Sendable {
    // Sendable because only `resume` is called from other threads, and libmicrohttpd allows that.
    let raw: OpaquePointer

    var clientAddress: String {
        guard let address = unsafe CMHD_client_address(raw) else { return "" }
        return unsafe SocketAddress(copying: address).text
    }

    var descriptor: Int32 { unsafe CMHD_descriptor(raw) }

    /// Takes it out of its thread's loop; only inside a call from that loop.
    func suspend() {
        unsafe MHD_suspend_connection(raw)
    }

    /// Gives a suspended connection back to its thread.
    func resume() {
        unsafe MHD_resume_connection(raw)
    }
}
