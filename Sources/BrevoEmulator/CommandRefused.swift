internal import EmulatorCore
internal import JSON
internal import WireMock

/// A command that cannot be carried out; nothing has changed.
public struct CommandRefused: Error, Sendable, Hashable {
    /// What is wrong, in the words of the control plane: `the invitation of ann@acme.example is active`.
    public let message: String
    /// What to do about it, in the words of the control plane, which may name paths and parameters of `/__emulator`.
    public let hint: String
    /// Everything that is wrong with a document: its JSON Pointer, a colon, and what; empty if none was given.
    public let faults: [String]

    init(_ message: String, hint: String, faults: [String] = []) {
        (self.message, self.hint, self.faults) = (message, hint, faults)
    }

    init(_ error: ControlError) {
        self.init(error.error, hint: error.hint, faults: error.faults.map { "\($0.pointer): \($0.message)" })
    }

    /// - Parameter document: What was refused: `stub`.
    init(_ error: AdminError, document: String) {
        self.init(
            "the \(document) cannot be used",
            hint: "It has WireMock's form; each fault names its place as a JSON Pointer.",
            faults: error.faults.map { "\($0.pointer?.description ?? ""): \($0.detail ?? $0.title)" }
        )
    }
}

extension CommandRefused: CustomStringConvertible {
    /// Message, faults and hint, as a failed test shows them.
    public var description: String {
        ([message] + faults + [hint]).joined(separator: "\n")
    }
}
