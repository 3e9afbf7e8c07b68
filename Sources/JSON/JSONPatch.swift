/// The operations that lead from one document to another (RFC 6902), in the order of the documents.
///
/// It takes time in proportion to the documents, whatever their lists have become, but for the sorting of what moved.
public struct JSONPatch: Sendable, Hashable {
    /// One operation; its place is that within the document as the operations before it have left it.
    public enum Operation: Sendable, Hashable {
        /// Puts a new member into an object, or a new element before the one at that place.
        case add(JSONPointer, JSONValue)
        /// Takes a member or an element away.
        case remove(JSONPointer)
        /// Puts another value in the place of one.
        case replace(JSONPointer, JSONValue)
    }

    /// The operations, first to last.
    public let operations: [Operation]

    /// The difference between two documents; none where they differ in no more than the order of members.
    ///
    /// - Parameter identity: names an element of an array, so that it is known again wherever it stands. Where an
    ///   element has no name, or two have the same, elements are compared by their positions.
    public init(from old: JSONValue, to new: JSONValue, identity: (JSONValue) -> String? = { _ in nil }) {
        operations = withoutActuallyEscaping(identity) { identity in
            var comparison = Comparison(identity: identity)
            comparison.compare(old, new)
            return comparison.operations
        }
    }

    /// The patch as RFC 6902 §3 writes it: an array of objects.
    public var json: JSONValue {
        .array(
            operations.map { operation in
                switch operation {
                case .add(let place, let value):
                    ["op": "add", "path": .string(place.description), "value": value]
                case .remove(let place):
                    ["op": "remove", "path": .string(place.description)]
                case .replace(let place, let value):
                    ["op": "replace", "path": .string(place.description), "value": value]
                }
            }
        )
    }
}

/// A walk through two documents side by side.
private struct Comparison {
    let identity: (JSONValue) -> String?
    var operations: [JSONPatch.Operation] = []
    /// The tokens on the way to where the walk stands.
    private var path: [String] = []

    init(identity: @escaping (JSONValue) -> String?) {
        self.identity = identity
    }

    private var place: JSONPointer { JSONPointer(tokens: path) }

    private mutating func below(_ token: String, _ body: (inout Self) -> Void) {
        path.append(token)
        body(&self)
        path.removeLast()
    }

    mutating func compare(_ old: JSONValue, _ new: JSONValue) {
        switch (old, new) {
        case (.object(let old), .object(let new)): compare(old, new)
        case (.array(let old), .array(let new)): compare(old, new)
        // Strings are equal where they are canonically equivalent; a document's bytes are not.
        case (.string(let old), .string(let text)) where !old.utf8.elementsEqual(text.utf8):
            operations.append(.replace(place, new))
        default: if old != new { operations.append(.replace(place, new)) }
        }
    }

    private mutating func compare(_ old: JSONObject, _ new: JSONObject) {
        for member in old.members {
            below(member.key) { walk in
                if let value = new[member.key] {
                    walk.compare(member.value, value)
                } else {
                    walk.operations.append(.remove(walk.place))
                }
            }
        }
        for member in new.members where old[member.key] == nil {
            below(member.key) { $0.operations.append(.add($0.place, member.value)) }
        }
    }

    private mutating func compare(_ old: [JSONValue], _ new: [JSONValue]) {
        guard let before = positions(old), positions(new) != nil else { return comparePositions(old, new) }
        let known = new.map { element in identity(element).flatMap { before[$0] } }
        let kept = Self.longestRise(known)
        var (isGone, isNew) = ([Bool](repeating: true, count: old.count), [Bool](repeating: true, count: new.count))
        for position in kept {
            isNew[position] = false
            if let earlier = known[position] { isGone[earlier] = false }
        }
        // From the end, so that no removal moves what is removed later.
        for position in old.indices.reversed() where isGone[position] {
            below(String(position)) { $0.operations.append(.remove($0.place)) }
        }
        for position in new.indices where isNew[position] {
            below(String(position)) { $0.operations.append(.add($0.place, new[position])) }
        }
        for position in kept {
            guard let earlier = known[position] else { continue }
            below(String(position)) { $0.compare(old[earlier], new[position]) }
        }
    }

    /// Where each name stands; nil where an element has none, or two have the same.
    private func positions(_ elements: [JSONValue]) -> [String: Int]? {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(elements.count)
        for (position, element) in elements.enumerated() {
            guard let name = identity(element), positions.updateValue(position, forKey: name) == nil else { return nil }
        }
        return positions
    }

    /// Compares elements that stand at the same place.
    private mutating func comparePositions(_ old: [JSONValue], _ new: [JSONValue]) {
        for position in old.indices.reversed() where position >= new.count {
            below(String(position)) { $0.operations.append(.remove($0.place)) }
        }
        for position in new.indices {
            below(String(position)) { walk in
                if position < old.count {
                    walk.compare(old[position], new[position])
                } else {
                    walk.operations.append(.add(walk.place, new[position]))
                }
            }
        }
    }

    /// The positions of the longest series of numbers that rise from one to the next: what need not move.
    private static func longestRise(_ numbers: [Int?]) -> [Int] {
        // For each length, the position whose number is the smallest that a series of this length can end with.
        var ends: [Int] = []
        var previous = [Int?](repeating: nil, count: numbers.count)
        for (position, number) in numbers.enumerated() {
            guard let number else { continue }
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if let end = numbers[ends[middle]], end < number { low = middle + 1 } else { high = middle }
            }
            previous[position] = low > 0 ? ends[low - 1] : nil
            if low == ends.count { ends.append(position) } else { ends[low] = position }
        }
        guard let last = ends.last else { return [] }
        return sequence(first: last) { previous[$0] }.reversed()
    }
}
