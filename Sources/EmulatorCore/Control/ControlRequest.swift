package import HTTPMessage
package import JSON

/// A request to the control plane that has found its call.
package struct ControlRequest: Sendable {
    /// The request.
    package let request: HTTPRequest
    /// The decoded values of the path's parameters, in order.
    package let parameters: [String]

    /// The body as JSON.
    ///
    /// - Throws: 400 if it is not.
    package func document() throws(ControlError) -> JSONDocument {
        do throws(JSONParser.Failure) { return try JSONDocument(request.body) } catch {
            throw ControlError(400, "the body is not JSON", hint: "\(error.description).")
        }
    }

    /// The body as a record, in which null is a fault.
    ///
    /// - Throws: 400 if it is not JSON, 422 with the first fault.
    package func body<Record: JSONRecord>(_ blank: Record) throws(ControlError) -> Record
    where Record.Context == Void {
        var record = blank
        guard let fault = record.read(try document(), refusesNull: true).first else { return record }
        let isNamed = fault.pointer.tokens.last.map { fault.message.hasPrefix("\($0) ") } ?? true
        throw .invalid((isNamed ? "" : "\(fault.pointer): ") + fault.message)
    }

    /// The value of a query parameter, the last one if it is repeated; nil if it is missing.
    ///
    /// - Throws: 400 if it is malformed.
    func query<Value>(_ parameter: QueryParameter<Value>) throws(ControlError) -> Value? {
        guard let text = request.query.flatMap({ PercentCoding.lastValue(of: parameter.name, inForm: $0) }) else {
            return nil
        }
        guard let value = parameter.read(text) else {
            throw ControlError(
                400,
                "\(parameter.name) is not valid",
                hint: "\(parameter.name) must be \(parameter.property.schema.words).\(parameter.note)"
            )
        }
        return value
    }
}

/// A parameter of a query: described once, and read by the same value.
struct QueryParameter<Value>: Sendable {
    /// The parameter in a description.
    let property: JSONSchema.Property
    fileprivate let read: @Sendable (String) -> Value?
    /// What the refusal of a malformed value says beside the form.
    fileprivate let note: String

    var name: String { property.name }
}

extension QueryParameter where Value: TextFieldValue {
    /// - Parameter note: What the refusal of a malformed value adds.
    init(_ name: String, _ summary: String, note: String = "") {
        property = JSONSchema.Property(name, Value.schema, summary: summary)
        read = { Value(fieldText: $0) }
        self.note = note.isEmpty ? "" : " \(note)"
    }
}

extension QueryParameter<Int> {
    init(_ name: String, _ summary: String, in range: ClosedRange<Int>) {
        property = JSONSchema.Property(name, .integer(range), summary: summary)
        read = { Int($0).flatMap { range.contains($0) ? $0 : nil } }
        note = ""
    }
}
