extension RecordFields {
    /// Declares a field that must be there.
    ///
    /// - Returns: Whether a value was read.
    @discardableResult
    @inlinable
    public mutating func required<Value: FieldValue>(
        _ name: String,
        _ value: inout Value,
        _ summary: StaticString = ""
    ) -> Bool {
        field(name, Value.schema, isRequired: true, summary, example: value.encoded) {
            value.write(to: &$0)
        } read: { document, position in
            guard let read = Value(document, at: position) else { return false }
            value = read
            return true
        }
    }

    /// Declares a field that is always written, and keeps its value if a document leaves it out.
    ///
    /// - Returns: Whether a value was read.
    @discardableResult
    @inlinable
    public mutating func field<Value: FieldValue>(
        _ name: String,
        _ value: inout Value,
        _ summary: StaticString = ""
    ) -> Bool {
        field(name, Value.schema, summary, example: value.encoded) {
            value.write(to: &$0)
        } read: { document, position in
            guard let read = Value(document, at: position) else { return false }
            value = read
            return true
        }
    }

    /// Declares a field that is left out while it has its default value.
    ///
    /// - Returns: Whether a value was read.
    @discardableResult
    @inlinable
    public mutating func field<Value: FieldValue>(
        _ name: String,
        _ value: inout Value,
        omitting standard: @autoclosure () -> Value,
        _ summary: StaticString = ""
    ) -> Bool {
        if mode == .writing, value == standard() { return false }
        if isReading { value = standard() }
        return field(name, &value, summary)
    }

    /// Declares a field that is left out while it is nil.
    @inlinable
    public mutating func optional<Value: FieldValue>(
        _ name: String,
        _ value: inout Value?,
        example: @autoclosure () -> Value? = nil,
        _ summary: StaticString = ""
    ) {
        if mode == .writing, value == nil { return }
        if isReading { value = nil }
        field(name, Value.schema, summary, example: (value ?? example())?.encoded) {
            value?.write(to: &$0)
        } read: { document, position in
            value = Value(document, at: position)
            return value != nil
        }
    }

    /// Declares a field that is null while it is nil.
    @inlinable
    public mutating func nullable<Value: FieldValue>(
        _ name: String,
        _ value: inout Value?,
        _ summary: StaticString = ""
    ) {
        if isReading { value = nil }
        field(name, .anyOf([Value.schema, .null]), summary, example: value?.encoded) { writer in
            if let value { value.write(to: &writer) } else { writer.null() }
        } read: { document, position in
            value = Value(document, at: position)
            return value != nil
        }
    }

    /// Declares a whole number, which keeps its value if a document leaves it out.
    ///
    /// - Parameter omitted: A value with which the field is left out.
    /// - Returns: Whether a value was read.
    @discardableResult
    @inlinable
    public mutating func integer<Number: FixedWidthInteger>(
        _ name: String,
        _ value: inout Number,
        in range: ClosedRange<Int>,
        omitting omitted: Number? = nil,
        _ summary: StaticString = ""
    ) -> Bool {
        if mode == .writing, value == omitted { return false }
        if isReading, let omitted { value = omitted }
        return field(name, .integer(range), summary, example: Array("\(value)".utf8)) {
            $0.int(Int(clamping: value))
        } read: { document, position in
            guard let number = document.number(at: position)?.int, range.contains(number) else { return false }
            value = Number(clamping: number)
            return true
        }
    }

    /// Declares a whole number that is left out while it is nil.
    public mutating func integer(
        _ name: String,
        _ value: inout Int?,
        in range: ClosedRange<Int>,
        _ summary: StaticString = ""
    ) {
        if mode == .writing, value == nil { return }
        if isReading { value = nil }
        field(name, .integer(range), summary) {
            $0.int(value ?? 0)
        } read: { document, position in
            value = document.number(at: position)?.int.flatMap { range.contains($0) ? $0 : nil }
            return value != nil
        }
    }

    /// Declares a number that is left out while it is nil.
    public mutating func number(
        _ name: String,
        _ value: inout Double?,
        in range: ClosedRange<Double>,
        _ summary: StaticString = ""
    ) {
        if mode == .writing, value == nil { return }
        if isReading { value = nil }
        field(name, .number(range), summary) { writer in
            writer.raw(Array(JSONSchema.text(value ?? 0).utf8))
        } read: { document, position in
            value = document.number(at: position).flatMap { range.contains($0.double) ? $0.double : nil }
            return value != nil
        }
    }

    /// Declares an array of whole numbers; a missing array is an empty one.
    public mutating func integers(
        _ name: String,
        _ values: inout [Int],
        in range: ClosedRange<Int>,
        _ summary: StaticString = ""
    ) {
        elements(name, .integer(range), &values, summary) {
            $1.int($0)
        } read: { document, position in
            document.number(at: position)?.int.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Declares an array of values; a missing array is an empty one.
    ///
    /// - Parameter omitsEmpty: Whether an empty array is left out.
    @inlinable
    public mutating func values<Value: FieldValue>(
        _ name: String,
        _ values: inout [Value],
        omitsEmpty: Bool = false,
        _ summary: StaticString = ""
    ) {
        if mode == .writing, omitsEmpty, values.isEmpty { return }
        elements(name, Value.schema, &values, summary) {
            $0.write(to: &$1)
        } read: {
            Value($0, at: $1)
        }
    }

    /// A fault names the element; faulty elements are left out.
    @inlinable
    mutating func elements<Value>(
        _ name: String,
        _ schema: JSONSchema,
        _ values: inout [Value],
        _ summary: StaticString,
        write: (Value, inout JSONWriter) -> Void,
        read: (JSONDocument, JSONDocument.Position) -> Value?
    ) {
        if isReading { values = [] }
        var faulty: [Int] = []
        field(name, .array(schema), summary, example: Array("[]".utf8)) { writer in
            writer.array { writer in values.forEach { write($0, &writer) } }
        } read: { document, position in
            guard let elements = document.elements(at: position) else { return false }
            for (index, element) in elements.enumerated() {
                if let value = read(document, element) { values.append(value) } else { faulty.append(index) }
            }
            return true
        }
        for index in faulty { addFault("this must be \(schema.words)", at: index, of: name) }
    }
}
