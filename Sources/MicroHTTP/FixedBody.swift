internal import CMicroHTTPD

/// A body that libmicrohttpd sends from where it is, so that it is never copied.
final class FixedBody {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The body as libmicrohttpd's response, which retains this object until it is destroyed.
    func makeRaw() -> OpaquePointer? {
        unsafe bytes.withUnsafeBytes { bytes in
            // An array's bytes stay where they are while it is retained and not changed, and libmicrohttpd, which
            // declares the buffer mutable, only reads it.
            let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            let retained = unsafe Unmanaged.passRetained(self)
            guard
                let raw = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
                    bytes.count,
                    start,
                    releaseBody,
                    retained.toOpaque()
                )
            else {
                unsafe retained.release()
                return nil
            }
            return unsafe raw
        }
    }
}

private func releaseBody(_ raw: UnsafeMutableRawPointer?) {
    guard let raw = unsafe raw else { return }
    unsafe Unmanaged<FixedBody>.fromOpaque(raw).release()
}
