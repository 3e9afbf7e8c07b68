/// The operations that lead from one document to another (RFC 6902), in the order of the documents.
///
/// It takes time linear in the size of the documents, except for sorting what moved.
public struct JSONPatch: Sendable, Hashable {
    /// One operation; its pointer refers to the document as the operations before it have left it.
    public enum Operation: Sendable, Hashable {
        /// Adds a member to an object, or inserts an element into an array.
        case add(JSONPointer, JSONValue)
        /// Removes a member or an element.
        case remove(JSONPointer)
        /// Replaces a value.
        case replace(JSONPointer, JSONValue)
    }

    /// The operations in order.
    public let operations: [Operation]

    /// Creates the difference between two documents; the order of members makes none.
    ///
    /// - Parameter identity: Identifies an element of an array, so that it is recognized if it moves. If an element has
    ///   no identity, or two have the same, elements are compared by position.
    public init(from old: JSONValue, to new: JSONValue, identity: (JSONValue) -> String? = { _ in nil }) {
        operations = withoutActuallyEscaping(identity) { identity in
            var comparison = Comparison(identity: identity)
            comparison.compare(old, new)
            return comparison.operations
        }
    }

    /// The patch as JSON (RFC 6902 §3): an array of objects.
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

/// A traversal of two documents side by side.
private struct Comparison {
    let identity: (JSONValue) -> String?
    var operations: [JSONPatch.Operation] = []
    /// The tokens of the current position.
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
        // Canonically equivalent strings are equal in Swift; their bytes in a document are not.
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
        // From the end, so that no removal moves an element that is removed later.
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

    /// The position of each identity; nil if an element has none, or two have the same.
    private func positions(_ elements: [JSONValue]) -> [String: Int]? {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(elements.count)
        for (position, element) in elements.enumerated() {
            guard let name = identity(element), positions.updateValue(position, forKey: name) == nil else { return nil }
        }
        return positions
    }

    /// Compares elements by position.
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

    /// The positions of the longest increasing subsequence: the elements that need not move.
    private static func longestRise(_ numbers: [Int?]) -> [Int] {
        // For each length, the position of the smallest number with which a subsequence of this length can end.
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
