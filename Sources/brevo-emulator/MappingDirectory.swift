internal import BrevoEmulator
internal import Glibc
internal import JSON

/// A directory of stub files (`*.json`, also in directories below it), and the `__files` beside it with their bodies.
struct MappingDirectory {
    private let path: String
    private let bodies: String

    init(_ path: String) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.init(trimmed, bodies: trimmed + "/../__files")
    }

    private init(_ path: String, bodies: String) {
        (self.path, self.bodies) = (path, bodies)
    }

    /// The directory of WireMock's container images.
    static let ofImages = MappingDirectory("/home/wiremock/mappings")

    /// The directory that a stub file is in, with the closest `__files` at or above it.
    static func containing(_ file: String) -> MappingDirectory {
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
        let directory = File.resolved(folder) ?? "/"
        var root = directory
        while !File.exists(root + "/__files"), root != "/" { root = File.resolved(root + "/..") ?? "/" }
        return MappingDirectory(directory, bodies: root + "/__files")
    }

    var exists: Bool { unsafe access(path, R_OK | X_OK) == 0 }

    /// Adds the stubs of all files, in the order of their paths.
    ///
    /// - Parameters:
    ///   - skipsInvalid: Whether to leave out stubs that are refused, and files that are not JSON.
    ///   - log: Receives one line for each stub or file that was left out, and for each body file that does not exist.
    func add(to stubs: inout StubFiles, skipsInvalid: Bool = false, log: (String) -> Void = { _ in }) throws {
        for file in try File.list(path, suffix: ".json") {
            let document: JSONValue
            switch Self.parse(try File.read(file), of: file) {
            case .success(let value): document = value
            case .failure(let failure):
                guard skipsInvalid else { throw failure }
                log("a file was left out: \(failure)")
                continue
            }
            do throws(InvalidStubFile) {
                for warning in try stubs.add(document, skipsInvalid: skipsInvalid) { log("\(file): \(warning)") }
            } catch { throw Failure(error.faults.map { "\(file): \($0)" }.joined(separator: "; ")) }
        }
    }

    /// The document in a stub file, which may have all that WireMock accepts beyond JSON.
    static func document(_ file: String) throws -> JSONValue {
        try parse(try File.read(file), of: file).get()
    }

    private static func parse(_ bytes: [UInt8], of file: String) -> Result<JSONValue, Failure> {
        do throws(JSONParser.Failure) { return .success(try JSONParser.parse(bytes, as: .jackson)) } catch {
            return .failure(Failure("\(file): \(error.description)"))
        }
    }

    /// The bytes of a body file; nil if there is none in `__files`, links resolved.
    func body(_ name: String) -> [UInt8]? {
        guard let root = File.resolved(bodies), let file = File.resolved(bodies + "/" + name),
            file.utf8.starts(with: (root + "/").utf8)
        else { return nil }
        return try? File.read(file)
    }

    /// What changes with the bytes of a body file; nil if there is no such file.
    func bodyVersion(_ name: String) -> File.Version? {
        File.version(bodies + "/" + name)
    }
}
