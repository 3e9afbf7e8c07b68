internal import Synchronization

/// The files that stubs name as their bodies, each read once for as long as it stays what it is.
///
/// A world answers under its lock, where one look at a file's version is all the time that there is.
final class BodyFiles: Sendable {
    private let directories: [MappingDirectory]
    private let known = Mutex<[String: (version: File.Version, bytes: [UInt8])]>([:])

    init(_ directories: [MappingDirectory]) {
        self.directories = directories
    }

    /// The bytes of a file, out of the first directory that has it; nil where none has.
    func bytes(of name: String) -> [UInt8]? {
        for directory in directories {
            guard let version = directory.bodyVersion(name) else { continue }
            if let known = known.withLock({ $0[name] }), known.version == version { return known.bytes }
            // Read after its version was taken: what changes in between has another version next time.
            guard let bytes = directory.body(name) else { continue }
            known.withLock { $0[name] = (version, bytes) }
            return bytes
        }
        return nil
    }
}
