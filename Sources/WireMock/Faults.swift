internal import HTTPMessage
internal import JSON

/// Collects the faults of a document while it is decoded, so that all of them are reported at once.
final class Faults {
    /// More say nothing new, and a hostile document could have a million.
    private static let limit = 100

    private var list: [AdminError.Fault] = []

    private init() {}

    func add(_ detail: String, at pointer: JSONPointer) {
        if list.count < Self.limit { list.append(.invalid(detail, at: pointer)) }
    }

    /// The value that the closure decodes.
    ///
    /// - Throws: All faults that it has added, with status 422.
    static func collect<Value>(_ decode: (Faults) -> Value?) throws(AdminError) -> Value {
        let faults = Faults()
        let value = decode(faults)
        guard faults.list.isEmpty else {
            throw AdminError(status: .unprocessableContent, faults: faults.list)
        }
        guard let value else { preconditionFailure("A decoder without a value has added the reason") }
        return value
    }
}
