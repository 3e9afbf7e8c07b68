internal import BrevoCore
internal import JSON

/// A group with its name, as every response but the list of groups shows it.
struct GroupReference: JSONRecord, FieldValue {
    private var id: ObjectID
    private var name: String

    init(_ group: Group) { (id, name) = (group.id, group.groupName) }

    private init(id: ObjectID, name: String) { (self.id, self.name) = (id, name) }

    static let sample = GroupReference(id: .sample, name: "Support")

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
        fields.required("name", &name)
    }

    static var schema: JSONSchema { sample.schema() }

    init?(_ document: JSONDocument, at position: JSONDocument.Position) { nil }

    func write(to json: inout JSONWriter) { json.raw(encoded()) }
}
