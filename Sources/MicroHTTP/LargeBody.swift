/// A body that is sent from where it is: a large one takes its memory once, and not again for libmicrohttpd.
final class LargeBody: ContentReader {
    /// From how many octets on; asking for a smaller body bit by bit would take longer than copying it.
    static let leastSize = 1 << 20

    private let body: [UInt8]

    init(_ body: [UInt8]) {
        self.body = body
    }

    override var size: Int? { body.count }

    override func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let octets = body[position..<min(body.count, position + buffer.count)]
        unsafe buffer.copyBytes(from: octets)
        return octets.count
    }
}
