internal import Glibc

/// Whole text files, without Foundation, which would have to be linked for these few lines.
enum File {
    static func read(_ path: String) throws(Failure) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("cannot read \(path)") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            guard count >= 0 else { throw failure("cannot read \(path)") }
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure("\(path) is not UTF-8") }
        return text
    }

    static func write(_ text: String, to path: String) throws(Failure) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure("cannot write \(path)") }
        defer { close(file) }
        guard write(text, to: file) else { throw failure("cannot write \(path)") }
    }

    static func writeError(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to file: Int32) -> Bool {
        var rest = Array(text.utf8)
        while !rest.isEmpty {
            let count = unsafe Glibc.write(file, rest, rest.count)
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    private static func failure(_ action: String) -> Failure {
        Failure("\(action): \(unsafe String(cString: strerror(errno)))")
    }
}
