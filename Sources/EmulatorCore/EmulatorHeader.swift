package import HTTPMessage

/// The header fields of requests that are for the emulator.
package enum EmulatorHeader {
    /// Asks for the trace of a decision in place of the response.
    package static let explain = "X-Emulator-Explain"

    private static let prefix = "x-emulator-"
    private static let known = RequestOverride.allCases.map(\.rawValue) + [explain]

    /// The refusal of a request with a field that looks like one of these and is none; nil if there is none.
    ///
    /// A misspelt field would otherwise be ignored, and a test that rests on it would prove nothing.
    package static func refusal(of headers: borrowing HTTPHeaders) -> ControlError? {
        guard headers.hasName(withPrefix: prefix) else { return nil }
        let name = headers.lazy.map(\.name).first { name in
            name.lowercased().hasPrefix(prefix) && !known.contains { $0.equalsIgnoringASCIICase(name) }
        }
        guard let name else { return nil }
        return ControlError(
            400,
            "\(name) is not a header field of the emulator",
            hint: "There are \(Spelling.list(known, nearestTo: name))."
        )
    }
}
