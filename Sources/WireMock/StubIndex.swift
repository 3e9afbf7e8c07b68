/// Finds the stubs that may match a request by what its path must be, so that few of many are tried.
///
/// Stubs for a path or a template stand under the texts of their literal segments, in one list for each. A look-up asks
/// once for each shape that the stubs have with as many segments: which of them are literal and which are variables.
struct StubIndex: Sendable {
    /// By the number of segments: the shapes, each a bit for every literal segment, and how many stubs have it.
    private var shapes: [Int: [(literals: UInt64, stubs: Int)]] = [:]
    private var lists: [UInt64: [StubEntry]] = [:]
    /// Stubs for anything else.
    private var others: [StubEntry] = []

    mutating func insert(_ entry: StubEntry) {
        guard let place = Place(entry.stub.request.url) else { return others.insert(sorted: entry) }
        addShape(place)
        lists[place.key, default: []].insert(sorted: entry)
    }

    mutating func remove(_ entry: StubEntry) {
        guard let place = Place(entry.stub.request.url) else { return others.removeAll { $0 === entry } }
        removeShape(place)
        lists[place.key]?.removeAll { $0 === entry }
        if lists[place.key]?.isEmpty == true { lists[place.key] = nil }
    }

    /// The first in order that applies.
    func first(for request: MatchableRequest, where applies: (StubEntry) -> Bool) -> StubEntry? {
        var best = others.first(where: applies)
        let segments = request.segments
        for shape in shapes[segments.count] ?? [] {
            // A list is sorted, so what stands behind the best so far cannot be better.
            for entry in lists[Place.key(segments, shape.literals)] ?? [] {
                if let best, best.rank < entry.rank { break }
                if applies(entry) {
                    best = entry
                    break
                }
            }
        }
        return best
    }

    private mutating func addShape(_ place: Place) {
        var known = shapes[place.count] ?? []
        if let position = known.firstIndex(where: { $0.literals == place.literals }) {
            known[position].stubs += 1
        } else {
            known.append((place.literals, 1))
        }
        shapes[place.count] = known
    }

    private mutating func removeShape(_ place: Place) {
        guard var known = shapes[place.count],
            let position = known.firstIndex(where: { $0.literals == place.literals })
        else { return }
        known[position].stubs -= 1
        if known[position].stubs == 0 { known.remove(at: position) }
        shapes[place.count] = known.isEmpty ? nil : known
    }
}

/// Where a stub stands in the index.
private struct Place {
    let count: Int
    /// A bit for every literal segment.
    let literals: UInt64
    /// Stubs of different paths may share a key, as each is then tried in full.
    let key: UInt64

    /// The place of a stub for one path or a template of whole segments; nil for any other.
    init?(_ url: URLPattern) {
        let segments: [PathSegment]
        switch url {
        case .url(let text), .urlPath(let text):
            segments = PathSegment.all(in: text)
            literals = .max
        case .urlPathTemplate(let template):
            guard let whole = template.segments else { return nil }
            segments = whole.map { PathSegment.all(in: $0.literal ?? "")[0] }
            literals = whole.enumerated().reduce(0) { $1.element.literal == nil ? $0 : $0 | 1 << UInt64($1.offset) }
        case .any, .urlPattern, .urlPathPattern: return nil
        }
        guard segments.count <= 64 else { return nil }
        count = segments.count
        key = Self.key(segments, literals)
    }

    static func key(_ segments: [PathSegment], _ literals: UInt64) -> UInt64 {
        var key = literals &+ UInt64(segments.count)
        for (position, segment) in segments.enumerated() where literals >> UInt64(position) & 1 == 1 {
            key = (key << 7 | key >> 57) &+ segment.hash
        }
        return key
    }
}

extension [StubEntry] {
    /// Inserts at the place that its rank gives it.
    fileprivate mutating func insert(sorted entry: StubEntry) {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].rank < entry.rank { low = middle + 1 } else { high = middle }
        }
        insert(entry, at: low)
    }
}
