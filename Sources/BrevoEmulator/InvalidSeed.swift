internal import BrevoCore
internal import EmulatorControl
public import JSON

/// A seed, or a state that was kept, that is no state document.
public struct InvalidSeed: Error, Sendable {
    /// Which document cannot be used.
    public enum Source: Sendable {
        /// ``Emulator/Configuration/seed``.
        case seed
        /// ``Emulator/Configuration/state``.
        case state
    }

    /// Which document it is.
    public let source: Source
    /// Each fault on a line: its JSON Pointer, a colon, and what is wrong.
    public let faults: [String]

    init(_ invalid: StateDocument.Invalid, in source: Source = .seed) {
        self.source = source
        faults = invalid.faults.map { "\($0.pointer): \($0.message)" }
    }
}

extension Emulator {
    /// Everything that is wrong with a seed, as ``InvalidSeed/faults`` gives it; nothing where it can be used.
    public static func faults(inSeed document: JSONValue) -> [String] {
        let context = StateDocument.Context(policy: .seeded, seed: 0, now: SystemClock.now())
        do throws(StateDocument.Invalid) {
            _ = try StateDocument.decode(document, context)
            return []
        } catch { return InvalidSeed(error).faults }
    }
}
