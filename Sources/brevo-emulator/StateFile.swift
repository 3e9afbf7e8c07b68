internal import BrevoEmulator
internal import JSON

/// The file that a state outlives the program in.
struct StateFile {
    /// Where the file is, behind any link: what replaces it must not replace the link.
    private let path: String

    init(_ path: String) {
        self.path = File.resolved(path) ?? path
    }

    /// The document in it, nil where there is no file yet.
    func load() throws -> JSONDocument? {
        File.removeLeftovers(of: path)
        return File.exists(path) ? try File.readJSON(path) : nil
    }

    func replace(with document: [UInt8]) throws(Failure) {
        try File.replace(path, with: document)
    }
}
