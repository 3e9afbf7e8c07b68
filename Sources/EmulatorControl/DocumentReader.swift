internal import JSON

/// Reads a document and notes every fault on the way; what it returns counts only where there is none.
protocol DocumentReader {
    /// What has been found wrong so far.
    var faults: [StateDocument.Fault] { get set }
}

extension DocumentReader {
    /// A person needs the first hundred at most.
    mutating func note(_ message: String, at place: Place) {
        guard faults.count < 100 else { return }
        faults.append(StateDocument.Fault(pointer: place.pointer, message: message))
    }

    /// A whole number within this range.
    mutating func whole(_ fields: Fields, _ name: String, in range: ClosedRange<Int>) -> Int? {
        let end =
            range.upperBound == .max
            ? ", \(range.lowerBound) or more" : " from \(range.lowerBound) to \(range.upperBound)"
        return read(fields, name, "a whole number\(end)") { value in
            value.number?.int.flatMap { range.contains($0) ? $0 : nil }
        }
    }
}
