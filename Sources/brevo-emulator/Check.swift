internal import ArgumentParser
internal import BrevoEmulator
internal import JSON

/// `brevo-emulator check SEED…`: says everything that is wrong with seeds, and changes nothing.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check state documents (seeds).")

    @Argument(help: "Files to check.") var files: [String]

    func run() throws {
        var isSound = true
        for file in files {
            var faults: [String]
            do { faults = Emulator.faults(inSeed: try File.readJSON(file)) } catch { faults = ["\(error)"] }
            isSound = isSound && faults.isEmpty
            let lines = faults.isEmpty ? ["\(file): OK"] : faults.map { $0.hasPrefix(file) ? $0 : "\(file): \($0)" }
            Stream.standardOutput.write(lines.joined(separator: "\n") + "\n")
        }
        if !isSound { throw ExitCode.failure }
    }
}
