internal import CMicroHTTPD

/// A body that is sent in pieces over a time, the connection parked between them.
final class Dribble {
    private let body: [UInt8]
    private let schedule: DribbleSchedule
    private let start = MonotonicTime.now
    private let connection: Connection
    private let parkingLot: ParkingLot
    private var piece = 0

    init(_ body: [UInt8], _ schedule: DribbleSchedule, on connection: Connection, in parkingLot: ParkingLot) {
        self.body = body
        self.schedule = schedule
        self.connection = connection
        self.parkingLot = parkingLot
    }

    /// The body as libmicrohttpd's response, which holds the dribble until it is destroyed.
    func makeRaw() -> OpaquePointer? {
        let retained = unsafe Unmanaged.passRetained(self)
        let blockSize = min(max(body.count, 1), 32 * 1024)
        guard
            let raw = unsafe MHD_create_response_from_callback(
                UInt64(body.count),
                blockSize,
                readDribble,
                retained.toOpaque(),
                releaseDribble
            )
        else {
            unsafe retained.release()
            return nil
        }
        return unsafe raw
    }

    /// Copies what is due of the body from `position` on, or parks the connection until there is something.
    fileprivate func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while schedule.end(ofPiece: piece) <= position {
            piece += 1
        }
        let time = start + schedule.time(ofPiece: piece)
        guard time <= .now else {
            return parkingLot.park(connection, until: time) ? 0 : CMHD_end_with_error
        }
        let octets = body[position..<min(schedule.end(ofPiece: piece), position + buffer.count)]
        unsafe buffer.copyBytes(from: octets)
        return octets.count
    }
}

private func readDribble(
    _ raw: UnsafeMutableRawPointer?,
    _ position: UInt64,
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int
) -> Int {
    guard let raw = unsafe raw else { return CMHD_end_with_error }
    return unsafe Unmanaged<Dribble>.fromOpaque(raw).takeUnretainedValue()
        .read(from: Int(position), into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private func releaseDribble(_ raw: UnsafeMutableRawPointer?) {
    if let raw = unsafe raw { unsafe Unmanaged<Dribble>.fromOpaque(raw).release() }
}
