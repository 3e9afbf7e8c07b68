internal import Glibc

/// What the program does under the name `sh`: the health checks that compose files write for a shell, and nothing else.
enum Shell {
    /// Runs `sh -c LINE`.
    ///
    /// - Returns: the exit status.
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 2, arguments[0] == "-c", let line = HealthCheckLine(arguments[1]) else {
            Stream.standardError.write(
                "sh: there is no shell here, only a health check: curl, wget or brevo-emulator, with or without || exit 1\n"
            )
            return 127
        }
        if line.dropsOutput { drop(STDOUT_FILENO) }
        if line.dropsErrors { drop(STDERR_FILENO) }
        let status = call(line.words)
        return status == 0 ? 0 : line.failureStatus ?? status
    }

    private static func call(_ words: [String]) -> Int32 {
        let arguments = Array(words.dropFirst())
        switch words.first?.split(separator: "/").last {
        case "curl": return Curl.run(arguments)
        case "wget": return Wget.run(arguments)
        case "brevo-emulator": return BrevoEmulatorCommand.run(arguments)
        default:
            Stream.standardError.write("sh: \(words.first ?? ""): not found\n")
            return 127
        }
    }

    private static func drop(_ descriptor: Int32) {
        close(descriptor)
        StandardDescriptors.open()
    }
}
