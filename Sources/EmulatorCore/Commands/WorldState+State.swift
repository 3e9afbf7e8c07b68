internal import BrevoAPI
package import BrevoCore
internal import HTTPMessage
package import JSON

extension WorldState {
    /// Makes everything as it was created, but for the snapshots.
    package mutating func reset(_ context: inout WorldContext) {
        context.released += [service, wireMock, mailbox, chaos]
        service = BrevoService(origin.accounts)
        (assumptions, clock, wireMock) = (origin.assumptions, origin.clock, origin.wireMock)
        (mailbox, chaos, weight) = (Mailbox(), Chaos(), StateWeight())
        record(.reset, &context)
    }

    /// Checks that there is memory for documents of the state.
    ///
    /// - Throws: 507 if there is not.
    package func checkMemoryForDocuments(_ context: WorldContext) throws(ControlError) {
        guard weight.total + origin.accountsMemory <= context.memoryLeft else { throw .outOfMemory }
    }

    /// The whole state as a document, which ``replaceState(with:_:)`` accepts.
    package func stateDocument(_ context: WorldContext) -> [UInt8] {
        StateDocument.encode(service.accounts, assumptions, stateContext(context))
    }

    /// Reads a document that is to replace the state; that takes long if it is large, so not while a lock is held.
    ///
    /// - Throws: 422 with every fault of the document.
    package func decodeState(_ document: JSONDocument, _ context: WorldContext) throws(ControlError) -> StateDocument {
        do throws(StateDocument.Invalid) { return try StateDocument.decode(document, stateContext(context)) } catch {
            throw ControlError(error.faults, in: "state document")
        }
    }

    /// Replaces the state by that of a document.
    ///
    /// - Throws: 507 if there is no memory left for it.
    package mutating func replaceState(
        with state: StateDocument,
        _ context: inout WorldContext
    ) throws(ControlError) {
        let weight = newWeight(of: state)
        guard memoryToReplaceState(by: weight) <= context.memoryLeft else { throw .outOfMemory }
        context.released.append(service)
        resume(state, weight)
        record(.stateReplaced, &context)
    }

    /// What a patch of the state's document (RFC 6902) leads to; that takes long if the state is large.
    ///
    /// - Throws: 422 if an operation cannot be carried out, or with every fault of the document that it leads to.
    package func patchedState(
        _ patch: JSONDocument,
        _ context: WorldContext
    ) throws(ControlError) -> StateDocument {
        let document = JSONValue(written: stateDocument(context))
        let patched: JSONValue
        do throws(InvalidJSONPatch) { patched = try document.applying(patch.value(at: .root)) } catch {
            let place = error.operation.map { "operation \($0) of the patch" } ?? "the patch"
            throw ControlError(422, "\(place) cannot be applied: \(error.reason)", hint: "Nothing was changed.")
        }
        return try decodeState(JSONDocument(patched), context)
    }

    /// Goes on from the state of an earlier run; a reset leads back to the origin.
    package mutating func resume(_ state: StateDocument) {
        resume(state, newWeight(of: state))
    }

    private mutating func resume(_ state: StateDocument, _ weight: StateWeight) {
        service = BrevoService(state.accounts)
        (assumptions, self.weight) = (state.assumptions, weight)
    }

    /// Whether the estimate of the state's memory should be replaced by a better one, by ``weigh(documentSize:at:)``.
    package func isDueForWeighing(_ context: WorldContext) -> Bool { weight.isDue(memoryLeft: context.memoryLeft) }

    /// Replaces the estimate of the state's memory by one from the document of an earlier state of the world.
    package mutating func weigh(documentSize: Int, at earlier: WorldState) {
        weight.weigh(documentSize: documentSize, at: earlier.weight)
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
        guard Chaos.memorySize(of: document) <= context.memoryLeft else { throw .outOfMemory }
        let faults = chaos.replace(with: document, worldSeed: origin.settings.seed ^ salt, at: now(context))
        guard faults.isEmpty else { throw ControlError(faults, in: "chaos document") }
    }

    /// Removes all rules that fail or delay requests.
    package mutating func clearChaos() { chaos.clear() }

    /// Removes all mails; their links lead nowhere then.
    package mutating func clearMails() { mailbox.clear() }
}
