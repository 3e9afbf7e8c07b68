internal import Glibc
internal import JSON

/// Whole files.
enum File {
    /// A larger file is a mistaken path rather than a document.
    private static let sizeLimit = 1 << 30

    /// The bytes of a regular file.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let file = try open(path, O_RDONLY)
        defer { close(file) }
        return try read(file, named: path)
    }

    /// The JSON value in a file.
    static func readJSON(_ path: String) throws -> JSONDocument {
        try json(in: read(path), named: path)
    }

    static func json(in bytes: [UInt8], named path: String) throws(Failure) -> JSONDocument {
        do { return try JSONDocument(bytes) } catch { throw Failure("\(path): \(error.description)") }
    }

    /// Opens a regular file; anything else, which could block or never end, is refused.
    static func open(_ path: String, _ access: Int32) throws(Failure) -> Int32 {
        // Without O_NONBLOCK, opening a FIFO waits until somebody opens its other end.
        let file = unsafe Glibc.open(path, access | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else { throw failure("cannot read", path) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw Failure("cannot read \(path): it is \(kind(of: status)), not a file")
        }
        return file
    }

    static func read(_ file: Int32, named path: String) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var status = stat()
        if unsafe fstat(file, &status) == 0 { bytes.reserveCapacity(min(Int(status.st_size), 1 << 28)) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            guard count >= 0 else { throw failure("cannot read", path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk.prefix(count))
            guard bytes.count <= sizeLimit else { throw Failure("cannot read \(path): it is larger than 1 GiB") }
        }
    }

    private static func kind(of status: stat) -> String {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: "a directory"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }

    /// Whether something exists at the path, readable or not.
    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0 || errno != ENOENT
    }

    /// The absolute path without symbolic links; nil if nothing exists there.
    static func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// What distinguishes a file from others, and from itself after a change.
    struct Version: Equatable {
        let device: dev_t
        let number: ino_t
        let size: off_t
        let seconds: time_t
        let nanoseconds: Int
    }

    /// The version of a regular file; nil if there is none.
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

    /// The folder that a path lies in.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The failure of the last system call.
    static func failure(_ action: String, _ path: String) -> Failure {
        let code = errno
        let reason = unsafe String(cString: strerror(code))
        guard code == EACCES || code == EPERM else { return Failure("\(action) \(path): \(reason)") }
        return Failure("\(action) \(path): \(reason); the program runs as user \(geteuid()), who must be allowed to")
    }
}
