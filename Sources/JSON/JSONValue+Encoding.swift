extension JSONValue: CustomStringConvertible {
    /// The value as a JSON text in UTF-8: compact, or with two spaces a level and a line for each element.
    public func encoded(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.value(self)
        return writer.bytes
    }

    /// The value as compact JSON.
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}
