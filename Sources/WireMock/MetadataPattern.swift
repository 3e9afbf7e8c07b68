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
    public func matches(_ stub: StubMapping) -> Bool {
        stub.metadata.map { pattern.matches(.json(.object($0)), now: 0) } ?? false
    }
}
