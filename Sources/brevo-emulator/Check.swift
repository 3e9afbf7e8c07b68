internal import ArgumentParser
internal import BrevoEmulator
internal import JSON

/// `brevo-emulator check FILE…`: says everything that is wrong with seeds and stub files, and changes nothing.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check state documents (seeds) and WireMock stub files.",
        discussion: "Prints each fault with the place where it is, and exits with 1 if there is one."
    )

    @Argument(help: "Files to check.") var files: [String]

    func run() throws {
        var isSound = true
        for file in files {
            var faults: [String]
            do { faults = Self.faults(in: try File.readJSON(file)) } catch { faults = ["\(error)"] }
            isSound = isSound && faults.isEmpty
            let lines = faults.isEmpty ? ["\(file): OK"] : faults.map { $0.hasPrefix(file) ? $0 : "\(file): \($0)" }
            Stream.standardOutput.write(lines.joined(separator: "\n") + "\n")
        }
        if !isSound { throw ExitCode.failure }
    }

    /// A seed has neither stubs nor a stub's parts.
    private static func faults(in document: JSONDocument) -> [String] {
        guard ["mappings", "request", "response"].contains(where: { document[$0] != nil })
        else { return Emulator.faults(inSeed: document) }
        var stubs = StubFiles()
        do throws(InvalidStubFile) {
            try stubs.add(document.value(at: .root))
            return []
        } catch { return [error.description] }
    }
}
