internal import HTTPMessage

/// The lines between the data of a chunked body (RFC 9112 §7.1), which libmicrohttpd 0.9.75 does not check entirely.
///
/// libmicrohttpd decodes the body in its read buffer, where the line of a chunk's size stands in front of the data. It is
/// checked there, except where the data arrives later than the line, which is then overwritten; for such a line only
/// libmicrohttpd's own checks count.
@safe struct ChunkedFraming {
    /// Where the buffer begins whenever libmicrohttpd has read from the socket.
    private let start: UnsafeRawPointer
    /// The end of the data that was decoded last.
    private var end: UnsafeRawPointer
    /// The run of libmicrohttpd in which that was: the buffer changes between runs.
    private var run: Int
    private var isFirst = true
    /// What is wrong with the line of the last chunk, if it is what follows `end`.
    private var lastLineFault: String?

    /// The framing of a body that begins at `start`.
    init(in start: UnsafePointer<CChar>, run: Int) {
        unsafe self.start = UnsafeRawPointer(start)
        unsafe end = self.start
        self.run = run
        lookAhead()
    }

    /// The reason to refuse what stands in front of this part of the body; nil if it is valid.
    mutating func fault(before part: UnsafeRawBufferPointer, run: Int) -> String? {
        guard let data = part.baseAddress else { return nil }
        let previous = unsafe (self.run == run ? end : start)
        let gap = unsafe data - previous
        defer {
            unsafe end = data + part.count
            (self.run, isFirst) = (run, false)
            lookAhead()
        }
        guard gap > 0, gap <= HTTPListener.Configuration.headerMemory else { return nil }
        return Self.fault(in: unsafe Array(UnsafeRawBufferPointer(start: previous, count: gap)), afterData: !isFirst)
    }

    /// The reason to refuse the end of the body, which was decoded in this run; nil if it is valid, or out of sight.
    func fault(atEndInRun run: Int) -> String? {
        self.run == run ? lastLineFault : nil
    }

    /// Checks the line of the last chunk ahead of its decoding, which overwrites it.
    ///
    /// Whether these bytes were received is not known yet. They were if libmicrohttpd decodes the end in the same run.
    private mutating func lookAhead() {
        lastLineFault = nil
        // No further than the page, all of which can be read.
        let count = unsafe min(1024, 4096 - Int(bitPattern: end) % 4096)
        let bytes = unsafe UnsafeRawBufferPointer(start: end, count: count)
        guard let digit = unsafe bytes.firstIndex(where: { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }),
            digit <= 2, unsafe bytes[digit] == UInt8(ascii: "0"),
            let lineEnd = unsafe bytes[digit...].firstIndex(of: UInt8(ascii: "\n"))
        else { return }
        lastLineFault = Self.fault(in: unsafe Array(bytes[...lineEnd]), afterData: !isFirst)
    }

    /// Checks a line end, which may have been decoded before, and the line of a chunk's size with its own.
    private static func fault(in bytes: [UInt8], afterData: Bool) -> String? {
        var rest = ByteReader(bytes)
        if afterData { rest.skip("\r\n") }
        let digits = rest.skip(while: \.isHexDigit)
        guard (1...16).contains(digits) else { return "a chunk's size is malformed" }
        while true {
            rest.skip(while: \.isBlank)
            guard rest.skip(";") else { break }
            rest.skip(while: \.isBlank)
            guard rest.skip(while: \.isTokenByte) > 0 else { return "a chunk extension is malformed" }
            rest.skip(while: \.isBlank)
            guard rest.skip("=") else { continue }
            rest.skip(while: \.isBlank)
            guard rest.skipQuotedString() || rest.skip(while: \.isTokenByte) > 0 else {
                return "a chunk extension is malformed"
            }
        }
        return rest.skip("\r\n") && rest.isAtEnd ? nil : "the line of a chunk's size is malformed"
    }
}
