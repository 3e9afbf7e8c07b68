internal import BrevoAPI
package import BrevoCore
internal import HTTPMessage
package import JSON

extension WorldState {
    /// Makes everything as it was created, but for the snapshots.
    package mutating func reset(_ context: inout WorldContext) {
        service = BrevoService(origin.accounts)
        (assumptions, clock, wireMock) = (origin.assumptions, origin.clock, origin.wireMock)
        (mailbox, chaos) = (Mailbox(), Chaos())
        record(.reset, &context)
    }

    /// The whole state as a document, which ``replaceState(with:_:)`` accepts.
    package func stateDocument(_ context: WorldContext) -> [UInt8] {
        StateDocument.encode(service.accounts, assumptions, stateContext(context))
    }

    /// Replaces the state by that of a document.
    ///
    /// - Throws: 422 with every fault of the document.
    package mutating func replaceState(
        with document: JSONDocument,
        _ context: inout WorldContext
    ) throws(ControlError) {
        do throws(StateDocument.Invalid) {
            resume(try StateDocument.decode(document, stateContext(context)))
        } catch { throw ControlError(error.faults, in: "state document") }
        record(.stateReplaced, &context)
    }

    /// Changes the state by a patch of its document (RFC 6902).
    ///
    /// - Throws: 422 if an operation cannot be carried out, or with every fault of the document that it leads to.
    package mutating func patchState(
        _ patch: JSONDocument,
        _ context: inout WorldContext
    ) throws(ControlError) {
        guard let document = try? JSONParser.parse(stateDocument(context)) else {
            preconditionFailure("a state document is JSON")
        }
        let patched: JSONValue
        do throws(InvalidJSONPatch) { patched = try document.applying(patch.value(at: .root)) } catch {
            let place = error.operation.map { "operation \($0) of the patch" } ?? "the patch"
            throw ControlError(422, "\(place) cannot be applied: \(error.reason)", hint: "Nothing was changed.")
        }
        try replaceState(with: JSONDocument(patched), &context)
    }

    /// Goes on from the state of an earlier run; a reset leads back to the origin.
    package mutating func resume(_ state: StateDocument) {
        service = BrevoService(state.accounts)
        assumptions = state.assumptions
    }

    /// Sets the assumptions that a document names; the others stay.
    ///
    /// - Throws: 422 with every fault of the document.
    package mutating func setAssumptions(
        _ document: JSONDocument,
        _ context: inout WorldContext
    ) throws(ControlError) {
        var changed = assumptions
        let faults = changed.read(document)
        guard faults.isEmpty else { throw ControlError(faults, in: "document of assumptions") }
        setAssumptions(changed, &context)
    }

    /// Sets the assumptions.
    package mutating func setAssumptions(_ assumptions: Assumptions, _ context: inout WorldContext) {
        self.assumptions = assumptions
        record(.assumptionsSet, &context)
    }

    /// Replaces all rules that fail or delay requests, with counters at 0.
    ///
    /// - Throws: 422 with every fault of the document.
    package mutating func replaceChaos(
        with document: JSONDocument,
        _ context: inout WorldContext
    ) throws(ControlError) {
        let faults = chaos.replace(with: document, worldSeed: origin.settings.seed ^ salt, at: now(context))
        guard faults.isEmpty else { throw ControlError(faults, in: "chaos document") }
    }

    /// Removes all rules that fail or delay requests.
    package mutating func clearChaos() { chaos.clear() }

    /// Removes all mails; their links lead nowhere then.
    package mutating func clearMails() { mailbox.clear() }
}
