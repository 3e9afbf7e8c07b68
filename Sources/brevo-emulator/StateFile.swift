internal import BrevoEmulator
internal import Glibc
internal import JSON
internal import Synchronization

/// The file that a state survives the program in, locked against other processes.
///
/// Each replacement is locked before it takes the old file's place, so the file at the path is locked at any time. The
/// kernel drops the lock with the process, however that ends.
final class StateFile: Sendable {
    /// The path with symbolic links followed: what replaces the file must not replace a link.
    private let path: String
    /// The file at the path; nil until it exists.
    private let descriptor = Mutex<Int32?>(nil)

    init(_ path: String) {
        self.path = Self.target(of: path)
    }

    /// Locks the file and reads the document in it; nil if there is no file yet.
    func load() throws -> JSONDocument? {
        FileReplacement.removeLeftovers(of: path)
        while File.exists(path) {
            let file = try File.open(path, O_RDONLY)
            guard flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
                close(file)
                throw Failure("\(path) is the state file of another process")
            }
            // Another process may have replaced it between the two calls.
            guard Self.isSame(file, path) else {
                close(file)
                continue
            }
            descriptor.withLock { $0 = file }
            return try File.json(in: File.read(file, named: path), named: path)
        }
        return nil
    }

    func replace(with document: [UInt8]) throws(Failure) {
        let old = descriptor.withLock { $0 }
        let replacement = try FileReplacement(of: path, with: document, mode: 0o600)
        let new = try replacement.commit(isNew: old == nil)
        descriptor.withLock { $0 = new }
        if let old { close(old) }
    }

    private static func isSame(_ file: Int32, _ path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        guard unsafe fstat(file, &opened) == 0, unsafe stat(path, &named) == 0 else { return false }
        return (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino)
    }

    /// Follows symbolic links, also to a file that does not exist.
    private static func target(of path: String) -> String {
        var path = path
        // As many as Linux itself follows.
        for _ in 0..<40 {
            if let resolved = File.resolved(path) { return resolved }
            guard let link = link(at: path) else { break }
            path = link.hasPrefix("/") ? link : "\(File.directory(of: path))/\(link)"
        }
        return path
    }

    private static func link(at path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }
}
