internal import BrevoCore
internal import HTTPMessage
package import JSON

extension ControlState {
    /// The whole state as a document, which ``replaceState(with:_:)`` takes.
    package func stateDocument(_ context: CommandContext) -> JSONValue {
        StateDocument.encode(accounts, at: now(context))
    }

    /// Puts the state of a document in the place of this one.
    ///
    /// - Throws: 422 with every fault of the document, and nothing has changed.
    package mutating func replaceState(with document: JSONValue, _ context: CommandContext) throws(ControlError) {
        do throws(StateDocument.Invalid) {
            accounts = try StateDocument.decode(document, context.plane.context(at: now(context)))
        } catch { throw ControlError(error) }
        changes.append(.stateReplaced)
    }

    /// The rules that fail or delay requests, with their counters.
    package var chaosDocument: JSONValue { chaos.json }

    /// Puts the rules of a document in the place of all others, their counters at 0.
    ///
    /// - Throws: 422 with every fault of the document, and nothing has changed.
    package mutating func replaceChaos(with document: JSONValue, _ context: CommandContext) throws(ControlError) {
        do throws(StateDocument.Invalid) {
            try chaos.replace(with: document, worldSeed: context.plane.seed, at: now(context))
        } catch { throw ControlError(error, document: "chaos document") }
    }
}
