internal import BrevoCore
internal import EmulatorCore
public import JSON

/// A seed, or a kept state, that is not a state document.
public struct InvalidSeed: Error, Sendable {
    /// The documents that an emulator starts with.
    public enum Source: Sendable {
        /// ``Emulator/Configuration/seed``.
        case seed
        /// ``Emulator/Configuration/state``.
        case state
    }

    /// The document that cannot be used.
    public let source: Source
    /// Each fault in a line: its JSON Pointer, a colon, and what is wrong.
    public let faults: [String]

    init(_ invalid: StateDocument.Invalid, in source: Source = .seed) {
        self.source = source
        faults = invalid.faults.map { "\($0.pointer): \($0.message)" }
    }
}

extension Emulator {
    /// Everything that is wrong with a seed, as in ``InvalidSeed/faults``; empty if it can be used.
    public static func faults(inSeed document: JSONDocument) -> [String] {
        let context = StateContext(policy: .seeded, seed: 0, now: SystemClock.now())
        do throws(InvalidSeed) {
            _ = try StateDocument(document, context, from: .seed)
            return []
        } catch { return error.faults }
    }
}

extension StateDocument {
    init(_ document: JSONDocument, _ context: StateContext, from source: InvalidSeed.Source) throws(InvalidSeed) {
        do throws(Invalid) { self = try Self.decode(document, context) } catch {
            throw InvalidSeed(error, in: source)
        }
    }
}
