internal import CMicroHTTPD
internal import HTTPMessage

/// A body that others append to, the connection parked while there is nothing to send.
final class StreamReader: ContentReader {
    private let stream: BodyStream
    private let space: ParkingSpace
    private let parkingLot: ParkingLot
    private var silentSince = MonotonicTime.now

    init(_ stream: BodyStream, on connection: Connection, in parkingLot: ParkingLot) {
        let space = ParkingSpace(connection, awaitsCall: true)
        (self.stream, self.space, self.parkingLot) = (stream, space, parkingLot)
        stream.whenReadable { parkingLot.call(space) }
    }

    /// Copies what has been appended, or else parks the connection until there is something.
    override func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            switch stream.read(atMost: buffer.count) {
            case .bytes(let bytes): return unsafe copy(bytes, into: buffer)
            case .end: return CMHD_end_of_stream
            case .nothing: break
            }
            let end = stream.keepAlive.map { silentSince + $0.interval } ?? .distantFuture
            if let keepAlive = stream.keepAlive, end <= .now { return unsafe copy(keepAlive.bytes, into: buffer) }
            switch parkingLot.park(space, until: end) {
            case .parked: return 0
            case .called: continue
            case .closed: stream.end()
            }
        }
    }

    override func close() {
        stream.close()
    }

    private func copy(_ bytes: [UInt8], into buffer: UnsafeMutableRawBufferPointer) -> Int {
        silentSince = .now
        unsafe buffer.copyBytes(from: bytes.prefix(buffer.count))
        return min(bytes.count, buffer.count)
    }
}
