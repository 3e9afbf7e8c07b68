/// When each piece of a body is due: pieces of about equal size, the last at the end of the duration.
struct DribbleSchedule {
    private let size: Int
    private let pieces: Int
    private let duration: Duration

    /// At least one piece, and no empty ones.
    init(size: Int, pieces: Int, duration: Duration) {
        self.size = size
        self.pieces = max(1, min(pieces, size))
        self.duration = max(.zero, duration)
    }

    /// The number of bytes up to the end of a piece, counted from 0; the whole size from the last piece on.
    func end(ofPiece piece: Int) -> Int {
        guard piece + 1 < pieces else { return size }
        return (size / pieces) * (piece + 1) + min(piece + 1, size % pieces)
    }

    /// When a piece is due, from the beginning of the response.
    func time(ofPiece piece: Int) -> Duration {
        guard piece + 1 < pieces else { return duration }
        return duration / pieces * (piece + 1)
    }
}
