internal import HTTPMessage
internal import JSON

/// Collects the faults of a document while it is decoded, so that all of them are reported at once.
final class Faults {
    /// More say nothing new, and a hostile document could have a million.
    private static let limit = 100

    private var list: [AdminError.Fault] = []
    private var work: WorkBudget

    private init(_ work: WorkBudget) {
        self.work = work
    }

    /// Takes units from the budget for decoding the document; adds a fault if there are not enough.
    func spend(_ units: Int, at pointer: JSONPointer) -> Bool {
        guard !work.isExhausted else { return false }
        guard work.spend(units) else {
            add("The document has too many or too long regular expressions and paths", at: pointer)
            return false
        }
        return true
    }

    func add(_ detail: String, at pointer: JSONPointer) {
        if list.count < Self.limit { list.append(.invalid(detail, at: pointer)) }
    }

    /// The value that the closure decodes.
    ///
    /// - Throws: All faults that it has added, with status 422.
    static func collect<Value>(
        within work: WorkBudget = WorkBudget(units: 2 * WorkBudget.perRequest),
        _ decode: (Faults) -> Value?
    ) throws(AdminError) -> Value {
        let faults = Faults(work)
        let value = decode(faults)
        guard faults.list.isEmpty else {
            throw AdminError(status: .unprocessableContent, faults: faults.list)
        }
        guard let value else { preconditionFailure("A decoder without a value has added the reason") }
        return value
    }
}
