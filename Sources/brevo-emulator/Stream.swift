internal import Glibc

/// A file descriptor that text is written to.
struct Stream {
    let descriptor: Int32

    static let standardOutput = Stream(descriptor: STDOUT_FILENO)
    static let standardError = Stream(descriptor: STDERR_FILENO)

    func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Writes a line, or drops it if nobody reads: a log must never hold the server up.
    ///
    /// A pipe that is writable takes at least 4096 bytes (POSIX `PIPE_BUF`), more than a line has.
    func writeUnlessBlocked(_ line: String) {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard unsafe Glibc.poll(&poll, 1, 0) == 1, poll.revents & Int16(POLLOUT) != 0 else { return }
        write(line.utf8.count <= 4096 ? Array(line.utf8) : line.utf8.prefix(4095) + [UInt8(ascii: "\n")])
    }

    /// - Returns: whether all bytes were written.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Writes bytes to a file, or to stdout for nil or `-`.
    ///
    /// - Returns: whether all bytes were written.
    static func writing(_ bytes: [UInt8], to file: String?) -> Bool {
        guard let file, file != "-" else { return standardOutput.write(bytes) }
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return Stream(descriptor: descriptor).write(bytes)
    }
}
