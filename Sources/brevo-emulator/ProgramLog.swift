internal import JSON

/// What the program itself reports on stderr while it serves.
struct ProgramLog: Sendable {
    private let format: LogFormat

    init(_ format: LogFormat) {
        self.format = format
    }

    /// Writes a line about something that is worth knowing, unless the log is off.
    func note(_ message: String) {
        if format != .off { write(message) }
    }

    /// Writes a line about something that has gone wrong.
    func warn(_ message: String) {
        write(message)
    }

    private func write(_ message: String) {
        switch format {
        case .text, .off: Stream.standardError.writeUnlessBlocked("brevo-emulator: \(message)\n")
        case .json:
            var json = JSONWriter()
            json.object { $0.member("message", message) }
            Stream.standardError.writeUnlessBlocked(json.text + "\n")
        }
    }
}
