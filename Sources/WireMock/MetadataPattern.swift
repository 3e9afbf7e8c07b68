public import JSON

/// Which stubs are meant, by a matcher for their metadata written as JSON.
public struct MetadataPattern: Sendable {
    private let pattern: ValuePattern

    /// The matcher that stands at this place of a document.
    ///
    /// - Throws: ``AdminError`` with status 422 and the place of the first fault.
    public init(_ json: JSONValue, at pointer: JSONPointer = .root) throws(AdminError) {
        pattern = try ValuePattern(json, at: pointer)
    }

    /// Whether the stub has metadata, and such as are asked for.
    public func matches(_ stub: StubMapping) -> Bool {
        stub.metadata.map { pattern.matches(.json(.object($0)), now: 0) } ?? false
    }
}
