internal import HTTPMessage
internal import JSON

/// Collects the faults of a document while it is decoded, so that all of them are reported at once.
final class Faults {
    /// What is wrong with a document although it can be used: body files that do not exist yet.
    private(set) var warnings: [AdminError.Fault] = []
    private var list: [AdminError.Fault] = []
    private var work: WorkBudget
    private let limit: Int

    private init(_ work: WorkBudget, limit: Int) {
        (self.work, self.limit) = (work, limit)
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
        if list.count < limit { list.append(.invalid(detail, at: pointer)) }
    }

    func warn(_ detail: String, at pointer: JSONPointer) {
        if warnings.count < limit { warnings.append(.invalid(detail, at: pointer)) }
    }

    /// The value that the closure decodes from a client's document.
    ///
    /// - Throws: The first hundred faults that it has added, with status 422. More say nothing new, and a hostile
    ///   document could have a million.
    static func collect<Value>(_ decode: (Faults) -> Value?) throws(AdminError) -> Value {
        let faults = Faults(WorkBudget(units: 2 * WorkBudget.perRequest), limit: 100)
        let value = decode(faults)
        return try faults.result(value, orThrow: faults.list)
    }

    /// The value that the closure decodes from a file, however large that is.
    ///
    /// - Returns: The value, and the warnings that the closure has added.
    /// - Throws: All faults and warnings that it has added, with status 422.
    static func collectFromFile<Value>(
        _ decode: (Faults) -> Value?
    ) throws(AdminError) -> (value: Value, warnings: [AdminError.Fault]) {
        let faults = Faults(WorkBudget(units: .max), limit: .max)
        let value = decode(faults)
        return (try faults.result(value, orThrow: faults.list + faults.warnings), faults.warnings)
    }

    private func result<Value>(_ value: Value?, orThrow all: [AdminError.Fault]) throws(AdminError) -> Value {
        guard list.isEmpty else { throw AdminError(status: .unprocessableContent, faults: all) }
        guard let value else { preconditionFailure("A decoder without a value has added the reason") }
        return value
    }
}
