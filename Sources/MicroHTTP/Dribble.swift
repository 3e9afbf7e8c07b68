internal import CMicroHTTPD

/// A body that is sent in pieces over a time, the connection suspended between them.
final class Dribble: ContentReader {
    private let body: [UInt8]
    private let schedule: DribbleSchedule
    private let start = MonotonicTime.now
    private let suspension: Suspension
    private var piece = 0
    private var sendsByteEarly = false

    init(_ body: [UInt8], _ schedule: DribbleSchedule, on connection: Connection) {
        self.body = body
        self.schedule = schedule
        suspension = connection.suspension()
        super.init(on: connection)
    }

    override var size: Int? { body.count }

    /// The next byte of the body can be sent early.
    override func prepareQuestion() -> Bool {
        sendsByteEarly = true
        return true
    }

    /// Copies what is due of the body from `position` on, or suspends the connection until there is something.
    override func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while schedule.end(ofPiece: piece) <= position {
            piece += 1
        }
        let time = start + schedule.time(ofPiece: piece)
        if sendsByteEarly {
            sendsByteEarly = false
            unsafe buffer.copyBytes(from: body[position...position])
            return 1
        }
        guard time <= .now else {
            return connection.suspend(suspension, until: time) == .suspended ? 0 : CMHD_end_with_error
        }
        let bytes = body[position..<min(schedule.end(ofPiece: piece), position + buffer.count)]
        unsafe buffer.copyBytes(from: bytes)
        return bytes.count
    }
}
