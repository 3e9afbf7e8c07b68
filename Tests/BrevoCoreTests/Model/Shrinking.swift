extension Array {
    /// The shortest array found for which the condition still holds, by leaving out runs of elements.
    ///
    /// Delta debugging (Zeller, Hildebrandt 2002) with runs at every place: half of the elements at first, single ones
    /// last, until none can be left out.
    func shrunk(while holds: ([Element]) -> Bool) -> [Element] {
        var (shortest, length) = (self, Swift.max(1, count / 2))
        while !shortest.isEmpty {
            let before = shortest.count
            var start = 0
            while start < shortest.count {
                var shorter = shortest
                shorter.removeSubrange(start..<Swift.min(start + length, shorter.count))
                if holds(shorter) { shortest = shorter } else { start += 1 }
            }
            if length == 1, shortest.count == before { break }
            length = Swift.max(1, length / 2)
        }
        return shortest
    }
}
