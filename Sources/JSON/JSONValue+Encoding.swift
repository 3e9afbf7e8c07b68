extension JSONValue: CustomStringConvertible {
    /// Encodes the value as JSON text in UTF-8: compact, or with a line for each element, indented by two spaces a level.
    public func encoded(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.value(self)
        return writer.bytes
    }

    /// The value as compact JSON.
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}
