internal import ArgumentParser

/// `brevo-emulator completions SHELL`: the script by which a shell completes the program's commands and options.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a completion script for a shell.")

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        fileprivate var completionShell: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    func run() {
        Stream.standardOutput.write(RootWithServeOptions.completionScript(for: shell.completionShell) + "\n")
    }
}
