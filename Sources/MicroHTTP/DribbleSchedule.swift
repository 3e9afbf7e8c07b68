/// Which part of a body is due when: pieces of about equal size, the last at the end of the duration.
struct DribbleSchedule {
    private let size: Int
    private let pieces: Int
    private let duration: Duration

    /// At least one piece, and none empty.
    init(size: Int, pieces: Int, duration: Duration) {
        self.size = size
        self.pieces = max(1, min(pieces, size))
        self.duration = max(.zero, duration)
    }

    /// The bytes sent once this piece is, counted from 0; all of them from the last piece on.
    func end(ofPiece piece: Int) -> Int {
        guard piece + 1 < pieces else { return size }
        return (size / pieces) * (piece + 1) + min(piece + 1, size % pieces)
    }

    /// When this piece is due, from the beginning of the answer.
    func time(ofPiece piece: Int) -> Duration {
        guard piece + 1 < pieces else { return duration }
        return duration / pieces * (piece + 1)
    }
}
