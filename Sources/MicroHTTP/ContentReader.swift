internal import CMicroHTTPD

/// A body that libmicrohttpd asks for bit by bit (`MHD_ContentReaderCallback`), on its connection's own thread.
class ContentReader {
    /// The bytes of the body; nil where nobody knows yet, and it goes in chunks.
    var size: Int? { nil }

    /// Copies bytes of the body, from `position` on.
    ///
    /// - Returns: how many; 0 only where the connection was parked; or one of libmicrohttpd's constants for an end.
    func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        preconditionFailure("a kind of content reader does not read")
    }

    /// The answer has ended, sent whole or not.
    func close() {}

    /// The body as libmicrohttpd's response, which holds the reader until it is destroyed.
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
    return unsafe Unmanaged<ContentReader>.fromOpaque(raw).takeUnretainedValue()
        .read(from: Int(position), into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private func releaseReader(_ raw: UnsafeMutableRawPointer?) {
    guard let raw = unsafe raw else { return }
    let reader = unsafe Unmanaged<ContentReader>.fromOpaque(raw).takeRetainedValue()
    reader.close()
}
