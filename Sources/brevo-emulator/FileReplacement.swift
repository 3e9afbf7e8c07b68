internal import Glibc

/// A file that is written beside another and then takes its place, whole or not at all, even if the machine fails.
struct FileReplacement {
    private static let temporaryMark = ".tmp-"

    private let path: String
    private let temporary: String
    /// The new file, locked from before it takes the other's place.
    private let descriptor: Int32

    /// Writes the bytes to a new file in the same folder.
    ///
    /// - Parameters:
    ///   - path: the file to replace; its mode, and its owner as far as the process may, are kept.
    ///   - mode: the mode of a file that does not exist yet.
    init(of path: String, with bytes: [UInt8], mode: mode_t) throws(Failure) {
        self.path = path
        temporary = path + Self.temporaryMark + String(UInt64.random(in: .min ... .max), radix: 36)
        descriptor = unsafe open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw File.failure("cannot write", path) }
        // Held while the file is in use: one without a lock was left behind. Some file systems have no locks.
        flock(descriptor, LOCK_EX)
        copyPermissions(mode)
        guard Stream(descriptor: descriptor).write(bytes), fsync(descriptor) == 0 else { throw abandon() }
    }

    private func copyPermissions(_ mode: mode_t) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            fchmod(descriptor, mode)
            return
        }
        fchown(descriptor, status.st_uid, status.st_gid)
        fchmod(descriptor, status.st_mode & 0o777)
    }

    /// Puts the new file in the place of the old one.
    ///
    /// - Parameter isNew: whether no file may exist there yet.
    /// - Returns: the descriptor of the file, locked.
    func commit(isNew: Bool = false) throws(Failure) -> Int32 {
        guard rename(isNew) else { throw abandon() }
        syncDirectory()
        return descriptor
    }

    private func rename(_ isNew: Bool) -> Bool {
        // A second link is refused if the name is taken; not every file system has links.
        if isNew, unsafe link(temporary, path) == 0 {
            unsafe unlink(temporary)
            return true
        }
        guard !isNew || errno != EEXIST else { return false }
        return unsafe Glibc.rename(temporary, path) == 0
    }

    private func abandon() -> Failure {
        let failure = File.failure("cannot write", path)
        close(descriptor)
        unsafe unlink(temporary)
        return failure
    }

    /// Makes the new name survive a failure of the machine; a file system that cannot has the name all the same.
    private func syncDirectory() {
        let directory = unsafe open(File.directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }

    /// Removes what processes that were killed while they replaced this file have left beside it.
    static func removeLeftovers(of path: String) {
        let directory = File.directory(of: path)
        let start = String(path.split(separator: "/").last ?? "") + temporaryMark
        for name in (try? File.names(in: directory)) ?? [] where name.hasPrefix(start) {
            let leftover = "\(directory)/\(name)"
            guard let file = try? File.open(leftover, O_RDONLY) else { continue }
            if flock(file, LOCK_EX | LOCK_NB) == 0 { unsafe unlink(leftover) }
            close(file)
        }
    }
}

extension File {
    /// Writes a file whole or not at all: a reader sees the old bytes or the new.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        close(try FileReplacement(of: path, with: bytes, mode: 0o644).commit())
    }
}
