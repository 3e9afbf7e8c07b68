internal import Glibc

extension File {
    /// The paths of the files below a directory whose names have this ending, sorted; hidden ones are left out.
    static func list(_ directory: String, suffix: String) throws(Failure) -> [String] {
        var visited: Set<Identity> = []
        return try list(directory, suffix: suffix, &visited).sorted()
    }

    /// What tells a directory from every other, so that links in a circle are followed once.
    private struct Identity: Hashable {
        let device: dev_t
        let number: ino_t
    }

    private static func list(
        _ directory: String,
        suffix: String,
        _ visited: inout Set<Identity>
    ) throws(Failure) -> [String] {
        var paths: [String] = []
        for name in try names(in: directory) where !name.hasPrefix(".") {
            let path = "\(directory)/\(name)"
            if let identity = directoryIdentity(path) {
                if visited.insert(identity).inserted { try paths += list(path, suffix: suffix, &visited) }
            } else if name.hasSuffix(suffix) {
                paths.append(path)
            }
        }
        return paths
    }

    static func names(in directory: String) throws(Failure) -> [String] {
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

    private static func directoryIdentity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        return Identity(device: status.st_dev, number: status.st_ino)
    }
}
