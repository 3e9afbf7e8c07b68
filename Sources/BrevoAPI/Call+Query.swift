/// Query parameters of a type (spec §2: a repeated one, the last counts).
extension Call {
    /// A whole number; nil where the parameter is not given.
    func wholeNumber(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let text = queryParameter(name) else { return nil }
        guard let number = Int(text) else { throw .invalidParameter(name, expected: "a whole number") }
        guard range.contains(number) else { throw .outOfRange(name, range) }
        return number
    }

    /// A whole number that must be given.
    func requireWholeNumber(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int {
        guard let number = try wholeNumber(name, in: range) else { throw .missingField(name) }
        return number
    }
}
