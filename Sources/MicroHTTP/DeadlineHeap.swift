/// Elements ordered by the time when they are due: a binary heap.
struct DeadlineHeap<Element: Sendable>: Sendable {
    private var entries: [(time: MonotonicTime, element: Element)] = []

    /// When the first element is due; nil if the heap is empty.
    var earliest: MonotonicTime? { entries.first?.time }

    /// The number of elements.
    var count: Int { entries.count }

    /// Keeps only the elements that satisfy the predicate.
    mutating func filter(_ isKept: (Element, MonotonicTime) -> Bool) {
        let kept = entries.filter { isKept($0.element, $0.time) }
        entries.removeAll()
        for entry in kept { insert(entry.element, at: entry.time) }
    }

    mutating func insert(_ element: Element, at time: MonotonicTime) {
        entries.append((time, element))
        var child = entries.count - 1
        while child > 0, entries[child].time < entries[(child - 1) / 2].time {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Removes and returns the earliest element if it is due.
    mutating func removeFirst(dueAt now: MonotonicTime) -> Element? {
        guard let first = entries.first, first.time <= now else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var parent = 0
        while let child = earlierChild(of: parent), entries[child].time < entries[parent].time {
            entries.swapAt(child, parent)
            parent = child
        }
        return first.element
    }

    private func earlierChild(of parent: Int) -> Int? {
        let (left, right) = (2 * parent + 1, 2 * parent + 2)
        guard left < entries.count else { return nil }
        return right < entries.count && entries[right].time < entries[left].time ? right : left
    }
}
