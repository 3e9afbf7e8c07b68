internal import CMicroHTTPD
internal import HTTPMessage

/// A body that others append to, the connection suspended while there is nothing to send.
final class StreamReader: ContentReader {
    private let stream: BodyStream
    private let suspension: Suspension
    private var silentSince = MonotonicTime.now
    private var sendsKeepAliveEarly = false

    init(_ stream: BodyStream, on connection: Connection) {
        let suspension = connection.suspension(awaitsCall: true)
        (self.stream, self.suspension) = (stream, suspension)
        super.init(on: connection)
        stream.whenReadable { suspension.call() }
    }

    /// Copies what has been appended, or suspends the connection until there is something.
    override func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            switch stream.read(atMost: buffer.count) {
            case .bytes(let bytes): return unsafe copy(bytes, into: buffer)
            case .end: return CMHD_end_of_stream
            case .nothing: break
            }
            let end = stream.keepAlive.map { silentSince + $0.interval } ?? .distantFuture
            if let keepAlive = stream.keepAlive, end <= .now || sendsKeepAliveEarly {
                return unsafe copy(keepAlive.bytes, into: buffer)
            }
            switch connection.suspend(suspension, until: end) {
            case .suspended: return 0
            case .called: continue
            case .ended: stream.end()
            }
        }
    }

    /// Sends the keep-alive early; without one, a client that has closed its side is taken to have left.
    override func prepareQuestion() -> Bool {
        sendsKeepAliveEarly = stream.keepAlive != nil
        return sendsKeepAliveEarly
    }

    override func close() {
        stream.close()
    }

    private func copy(_ bytes: [UInt8], into buffer: UnsafeMutableRawBufferPointer) -> Int {
        silentSince = .now
        sendsKeepAliveEarly = false
        unsafe buffer.copyBytes(from: bytes.prefix(buffer.count))
        return min(bytes.count, buffer.count)
    }
}
