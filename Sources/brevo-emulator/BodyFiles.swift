internal import Synchronization

/// The body files of stubs, each read again only after a change.
///
/// A world responds under its lock, where there is no time for more than a look at the file's version.
final class BodyFiles: Sendable {
    private let directories: [MappingDirectory]
    private let known = Mutex<[String: (version: File.Version, bytes: [UInt8])]>([:])

    init(_ directories: [MappingDirectory]) {
        self.directories = directories
    }

    /// The bytes of a file in the first directory that has it; nil if none has.
    func bytes(of name: String) -> [UInt8]? {
        for directory in directories {
            guard let version = directory.bodyVersion(name) else { continue }
            if let known = known.withLock({ $0[name] }), known.version == version { return known.bytes }
            // Read after its version, so that a change in between is noticed the next time.
            guard let bytes = directory.body(name) else { continue }
            known.withLock { $0[name] = (version, bytes) }
            return bytes
        }
        return nil
    }
}
