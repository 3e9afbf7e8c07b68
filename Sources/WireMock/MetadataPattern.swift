public import JSON

/// Which stubs are meant, as a matcher of their metadata written as JSON.
public struct MetadataPattern: Sendable {
    private let pattern: ValuePattern

    /// The matcher at this place of a document.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public init(_ json: JSONValue, at pointer: JSONPointer = .root) throws(AdminError) {
        pattern = try Faults.collect { ValuePattern(json, at: pointer, $0) }
    }

    /// Whether the stub has metadata that match.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted``.
    public func matches(_ stub: StubMapping, _ work: inout WorkBudget) throws(WorkBudget.Exhausted) -> Bool {
        guard let metadata = stub.metadata else { return false }
        let isMatch = pattern.matches(.json(.object(metadata)), now: 0, &work)
        try work.check()
        return isMatch
    }
}
