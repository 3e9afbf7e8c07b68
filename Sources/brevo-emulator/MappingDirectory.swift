internal import BrevoEmulator
internal import Glibc
internal import JSON

/// A directory of stub files (`*.json`, below it too), and the `__files` beside it that hold bodies.
struct MappingDirectory {
    private let path: String
    private let bodies: String

    init(_ path: String) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = trimmed
        bodies = trimmed + "/../__files"
    }

    /// Where WireMock's images look for them.
    static let ofImages = MappingDirectory("/home/wiremock/mappings")

    var exists: Bool { unsafe access(path, R_OK | X_OK) == 0 }

    /// Adds the stubs of all files, in the order of their paths.
    func add(to stubs: inout StubFiles) throws {
        for file in try File.list(path, suffix: ".json") {
            let document = try File.readJSON(file).value(at: .root)
            do throws(InvalidStubFile) { try stubs.add(document) } catch { throw Failure("\(file): \(error)") }
        }
    }

    /// The bytes of a body's file; nil where there is none below `__files`, wherever links may lead.
    func body(_ name: String) -> [UInt8]? {
        guard let root = File.resolved(bodies), let file = File.resolved(bodies + "/" + name),
            file.utf8.starts(with: (root + "/").utf8)
        else { return nil }
        return try? File.read(file)
    }

    /// What changes with the bytes of a body's file; nil where there is no such file.
    func bodyVersion(_ name: String) -> File.Version? {
        File.version(bodies + "/" + name)
    }
}
