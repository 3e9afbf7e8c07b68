internal import ArgumentParser
internal import BrevoEmulator

/// The format of what the program writes to stderr while it serves.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, off

    /// The format of the access log; nil for none.
    var accessLog: AccessLog.Format? {
        switch self {
        case .text: .text
        case .json: .json
        case .off: nil
        }
    }
}
