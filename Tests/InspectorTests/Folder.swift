internal import Glibc
import Testing

@testable import embed_page

/// A folder of files that lasts as long as this value.
final class Folder {
    private let path: String
    private let names: [String]

    init(_ files: [String: String]) throws {
        var template = Array("/tmp/inspector.XXXXXX".utf8CString)
        _ = unsafe try #require(mkdtemp(&template))
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        names = Array(files.keys)
        for (name, text) in files { try File.write(text, to: "\(path)/\(name)") }
    }

    /// Reads the files, which are there for as long as that takes.
    func read<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(path) }

    deinit {
        for name in names { unsafe unlink("\(path)/\(name)") }
        unsafe rmdir(path)
    }
}
