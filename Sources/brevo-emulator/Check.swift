internal import ArgumentParser
internal import BrevoEmulator
internal import JSON

/// `brevo-emulator check FILE…`: prints everything that is wrong with seeds and stub files, and changes nothing.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check state documents (seeds) and WireMock stub files.",
        discussion: "Prints each fault with its place, and exits with 1 if there is one."
    )

    @Argument(help: "Files to check.") var files: [String]
    @Flag(help: "Check stubs as --global-response-templating serves them.") var globalResponseTemplating = false

    func run() throws {
        var isValid = true
        for file in files {
            var faults: [String]
            do { faults = try self.faults(in: file) } catch { faults = ["\(error)"] }
            isValid = isValid && faults.isEmpty
            let lines = faults.isEmpty ? ["\(file): OK"] : faults.map { $0.hasPrefix(file) ? $0 : "\(file): \($0)" }
            Stream.standardOutput.write(lines.joined(separator: "\n") + "\n")
        }
        if !isValid { throw ExitCode.failure }
    }

    private func faults(in file: String) throws -> [String] {
        let document = try MappingDirectory.document(file)
        // A seed has none of the members of a stub file.
        guard let object = document.object,
            ["mappings", "request", "response"].contains(where: { object[$0] != nil })
        else { return Emulator.faults(inSeed: try File.readJSON(file)) }
        let directory = MappingDirectory.containing(file)
        var stubs = StubFiles(templating: globalResponseTemplating ? .global : .perStub) { directory.body($0) }
        do throws(InvalidStubFile) { return try stubs.add(document) } catch { return error.faults }
    }
}
