internal import Glibc
internal import JSON

/// Whole files.
enum File {
    /// The bytes of a file.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("cannot read", path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var status = stat()
        // Not more than a mistaken path could name without harm.
        if unsafe fstat(file, &status) == 0 { bytes.reserveCapacity(min(Int(status.st_size), 1 << 28)) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            guard count >= 0 else { throw failure("cannot read", path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk.prefix(count))
        }
    }

    /// The JSON value in a file.
    static func readJSON(_ path: String) throws -> JSONDocument {
        let bytes = try read(path)
        do { return try JSONDocument(bytes) } catch { throw Failure("\(path): \(error.description)") }
    }

    /// The paths of the files below a directory whose names end so, sorted; hidden ones are left out.
    static func list(_ directory: String, suffix: String) throws(Failure) -> [String] {
        var paths: [String] = []
        for name in try names(in: directory) where !name.hasPrefix(".") {
            let path = "\(directory)/\(name)"
            if isDirectory(path) {
                try paths += list(path, suffix: suffix)
            } else if name.hasSuffix(suffix) {
                paths.append(path)
            }
        }
        return paths.sorted()
    }

    private static func names(in directory: String) throws(Failure) -> [String] {
        guard let stream = unsafe opendir(directory) else { throw failure("cannot read", directory) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            names.append(
                unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
            )
        }
        return names
    }

    /// Whether something is at the path, readable or not.
    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0 || errno != ENOENT
    }

    /// The absolute path without links, nil where nothing is there.
    static func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// What tells a file from others, and from itself after a change.
    struct Version: Equatable {
        let device: dev_t
        let number: ino_t
        let size: off_t
        let seconds: time_t
        let nanoseconds: Int
    }

    /// The version of a regular file, nil where there is none.
    static func version(_ path: String) -> Version? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Version(
            device: status.st_dev,
            number: status.st_ino,
            size: status.st_size,
            seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec
        )
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Writes a file whole or not at all, also where the machine fails: whoever reads it sees the old bytes or the new.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let temporary = path + temporaryMark + String(UInt64.random(in: .min ... .max), radix: 36)
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure("cannot write", path) }
        // Held for as long as somebody writes: a file without it was left behind. Some file systems know no locks.
        flock(file, LOCK_EX)
        let isWritten = Stream(descriptor: file).write(bytes) && fsync(file) == 0
        guard isWritten, unsafe rename(temporary, path) == 0 else {
            let failure = failure("cannot write", path)
            close(file)
            unsafe unlink(temporary)
            throw failure
        }
        close(file)
        syncDirectory(of: path)
    }

    private static let temporaryMark = ".tmp-"

    /// Makes sure that a name outlives the machine's failure; where a file system cannot, the name is there all the same.
    private static func syncDirectory(of path: String) {
        let directory = unsafe open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }

    /// Takes away what those who were killed while they replaced this file have left beside it.
    static func removeLeftovers(of path: String) {
        let directory = directory(of: path)
        let start = String(path.split(separator: "/").last ?? "") + temporaryMark
        for name in (try? names(in: directory)) ?? [] where name.hasPrefix(start) {
            let leftover = "\(directory)/\(name)"
            let file = unsafe open(leftover, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            if flock(file, LOCK_EX | LOCK_NB) == 0 { unsafe unlink(leftover) }
            close(file)
        }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure(_ what: String, _ path: String) -> Failure {
        Failure("\(what) \(path): \(unsafe String(cString: strerror(errno)))")
    }
}

/// A file descriptor that text goes to.
struct Stream {
    let descriptor: Int32

    static let standardOutput = Stream(descriptor: STDOUT_FILENO)
    static let standardError = Stream(descriptor: STDERR_FILENO)

    func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Writes a line, or drops it where nobody reads: a log must never hold the server up.
    ///
    /// A pipe that can be written takes 4096 bytes at once (POSIX `PIPE_BUF`), more than a line has.
    func writeUnlessBlocked(_ line: String) {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard unsafe Glibc.poll(&poll, 1, 0) == 1, poll.revents & Int16(POLLOUT) != 0 else { return }
        write(Array(line.utf8.prefix(4096)))
    }

    /// - Returns: whether all bytes were taken.
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
}
