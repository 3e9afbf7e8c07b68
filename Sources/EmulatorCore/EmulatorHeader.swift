package import HTTPMessage

/// The header fields of requests that are for the emulator.
package enum EmulatorHeader {
    /// Asks for the trace of a decision in place of the response.
    package static let explain = "X-Emulator-Explain"

    private static let prefix = "x-emulator-"
    private static let known = RequestOverride.allCases.map(\.rawValue) + [explain]

    /// Whether the fields ask for an explanation.
    ///
    /// - Throws: 400 for a field that looks like one of these and is none, or that has another value than 1 and 0. It
    ///   would otherwise be ignored, and a test that rests on it would prove nothing.
    package static func asksForExplanation(_ headers: borrowing HTTPHeaders) throws(ControlError) -> Bool {
        guard headers.hasName(withPrefix: prefix) else { return false }
        let name = headers.lazy.map(\.name).first { name in
            name.lowercased().hasPrefix(prefix) && !known.contains { $0.equalsIgnoringASCIICase(name) }
        }
        if let name {
            throw ControlError(
                400,
                "\(name) is not a header field of the emulator",
                hint: "There are \(Spelling.list(known, nearestTo: name))."
            )
        }
        switch headers[explain] {
        case nil, "0": return false
        case "1": return true
        case let value?:
            throw ControlError(400, "\(explain) must be 1 or 0", hint: "It was \(value.prefix(100)).")
        }
    }
}
