internal import CMicroHTTPD

/// A body that libmicrohttpd asks for part by part (`MHD_ContentReaderCallback`), on the connection's loop.
class ContentReader {
    unowned let connection: Connection

    init(on connection: Connection) {
        self.connection = connection
    }

    /// The number of bytes of the body; nil where it is unknown, and the body is sent in chunks.
    var size: Int? { nil }

    /// Copies bytes of the body, from `position` on.
    ///
    /// - Returns: their number; 0 only where the connection was suspended; or one of libmicrohttpd's codes for an end.
    func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        preconditionFailure("a subclass of ContentReader must override read")
    }

    /// Has the next read send something ahead of its time, to find out whether the client is still there; false if there
    /// is nothing that could be sent.
    func prepareQuestion() -> Bool { false }

    /// The response has ended, whether it was sent whole or not.
    func close() {}

    /// The body as libmicrohttpd's response, which retains the reader until it is destroyed.
    final func makeRaw() -> OpaquePointer? {
        let retained = unsafe Unmanaged.passRetained(self)
        let blockSize = min(max(size ?? 4096, 1), 32 * 1024)
        guard
            let raw = unsafe MHD_create_response_from_callback(
                // All ones: MHD_SIZE_UNKNOWN.
                size.map(UInt64.init) ?? .max,
                blockSize,
                readContent,
                retained.toOpaque(),
                releaseReader
            )
        else {
            unsafe retained.release()
            return nil
        }
        return unsafe raw
    }
}

private func readContent(
    _ raw: UnsafeMutableRawPointer?,
    _ position: UInt64,
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int
) -> Int {
    guard let raw = unsafe raw else { return CMHD_end_with_error }
    let reader = unsafe Unmanaged<ContentReader>.fromOpaque(raw).takeUnretainedValue()
    reader.connection.progress()
    return unsafe reader.read(from: Int(position), into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private func releaseReader(_ raw: UnsafeMutableRawPointer?) {
    guard let raw = unsafe raw else { return }
    let reader = unsafe Unmanaged<ContentReader>.fromOpaque(raw).takeRetainedValue()
    reader.close()
}
