/// Finds the stubs that may match a request's path, so that few of many are tried.
///
/// Stubs for a path or a path template are listed by a hash of their literal segments. A shape tells which segments are
/// literal; a lookup takes one hash for each shape with the request's number of segments.
struct StubIndex: Sendable {
    /// The shapes by number of segments: a bit for each literal segment, and how many stubs have the shape.
    private var shapes: [Int: [(literals: UInt64, stubs: Int)]] = [:]
    private var lists: [UInt64: [StubEntry]] = [:]
    /// All other stubs.
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

    /// The first stub in rank order that applies.
    func first(for request: MatchableRequest, where applies: (StubEntry) -> Bool) -> StubEntry? {
        var best = others.first(where: applies)
        let segments = request.segments
        for shape in shapes[segments.count] ?? [] {
            // The lists are sorted, so nothing after this is better.
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

/// A stub's place in the index.
private struct Place {
    let count: Int
    /// A bit for each literal segment.
    let literals: UInt64
    /// A hash of the literal segments; stubs with different paths may share it.
    let key: UInt64

    /// The place of a stub for a path, or for a template of whole segments; nil for any other stub.
    init?(_ url: URLPattern) {
        let segments: [PathSegment]
        switch url {
        case .url(let text), .urlPath(let text):
            segments = PathSegment.all(in: text)
            literals = .max
        case .urlPathTemplate(let template):
            guard let whole = template.segments else { return nil }
            segments = whole.map { PathSegment.all(in: String(decoding: $0.literal ?? [], as: UTF8.self))[0] }
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
    /// Inserts an entry according to its rank.
    fileprivate mutating func insert(sorted entry: StubEntry) {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].rank < entry.rank { low = middle + 1 } else { high = middle }
        }
        insert(entry, at: low)
    }
}
