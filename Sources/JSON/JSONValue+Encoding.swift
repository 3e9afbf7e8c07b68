extension JSONValue: CustomStringConvertible {
    /// Encodes the value as JSON text in UTF-8: compact, or with a line for each element, indented by two spaces a level.
    public func encoded(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.value(self)
        return writer.bytes
    }

    /// Parses a text that a ``JSONWriter`` has written.
    package init(written text: [UInt8]) {
        guard let value = try? JSONParser.parse(text) else { preconditionFailure("what was written is JSON") }
        self = value
    }

    /// The value as compact JSON.
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}
