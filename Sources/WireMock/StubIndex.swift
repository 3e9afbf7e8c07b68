/// Finds the stubs that may match a request by what its path must be, so that few of many are tried.
struct StubIndex: Sendable {
    /// Stubs for one path, under it.
    private var byPath: [String: [StubEntry]] = [:]
    /// Stubs for a template, under its segments.
    private var byTemplate = TemplateTree()
    /// Stubs for anything else.
    private var others: [StubEntry] = []

    mutating func insert(_ entry: StubEntry) {
        switch entry.stub.request.url {
        case .url(let url): byPath[Self.path(of: url), default: []].insert(sorted: entry)
        case .urlPath(let path): byPath[path, default: []].insert(sorted: entry)
        case .urlPathTemplate(let template):
            guard let segments = template.segments else { return others.insert(sorted: entry) }
            byTemplate.update(segments[...]) { $0.insert(sorted: entry) }
        case .any, .urlPattern, .urlPathPattern: others.insert(sorted: entry)
        }
    }

    mutating func remove(_ entry: StubEntry) {
        switch entry.stub.request.url {
        case .url(let url): remove(entry, path: Self.path(of: url))
        case .urlPath(let path): remove(entry, path: path)
        case .urlPathTemplate(let template):
            guard let segments = template.segments else { return others.removeAll { $0 === entry } }
            byTemplate.update(segments[...]) { entries in entries.removeAll { $0 === entry } }
        case .any, .urlPattern, .urlPathPattern: others.removeAll { $0 === entry }
        }
    }

    /// The first in order that applies.
    func first(for path: String, where applies: (StubEntry) -> Bool) -> StubEntry? {
        var lists: [[StubEntry]] = []
        if !others.isEmpty { lists.append(others) }
        if let exact = byPath[path] { lists.append(exact) }
        byTemplate.collect(path, into: &lists)
        if lists.count <= 1 { return lists.first?.first(where: applies) }
        var best: StubEntry?
        for list in lists {
            // A list is sorted, so what stands behind the best so far cannot be better.
            for entry in list {
                if let best, best.rank < entry.rank { break }
                if applies(entry) {
                    best = entry
                    break
                }
            }
        }
        return best
    }

    private mutating func remove(_ entry: StubEntry, path: String) {
        byPath[path]?.removeAll { $0 === entry }
        if byPath[path]?.isEmpty == true { byPath[path] = nil }
    }

    private static func path(of url: String) -> String {
        String(url.utf8.prefix { $0 != UInt8(ascii: "?") }) ?? url
    }
}

extension [StubEntry] {
    /// Inserts at the place that its rank gives it.
    mutating func insert(sorted entry: StubEntry) {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].rank < entry.rank { low = middle + 1 } else { high = middle }
        }
        insert(entry, at: low)
    }
}
