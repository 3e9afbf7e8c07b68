/// Stubs under the segments of their path templates: a child for each literal, and one for a variable.
struct TemplateTree: Sendable {
    /// A segment of a template between two slashes.
    enum Segment: Sendable, Equatable {
        case literal(String)
        case variable
    }

    private var entries: [StubEntry] = []
    private var literals: [String: TemplateTree] = [:]
    /// The child for a variable; none or one.
    private var variable: [TemplateTree] = []

    /// Changes the stubs at the end of these segments.
    mutating func update(_ segments: ArraySlice<Segment>, _ change: (inout [StubEntry]) -> Void) {
        guard let segment = segments.first else { return change(&entries) }
        switch segment {
        case .literal(let text): literals[text, default: TemplateTree()].update(segments.dropFirst(), change)
        case .variable:
            if variable.isEmpty { variable = [TemplateTree()] }
            variable[0].update(segments.dropFirst(), change)
        }
    }

    /// Adds the stubs whose templates a path may match.
    func collect(_ path: String, into lists: inout [[StubEntry]]) {
        guard !literals.isEmpty || !variable.isEmpty else { return }
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        collect(segments[...], into: &lists)
    }

    private func collect(_ segments: ArraySlice<Substring.UTF8View>, into lists: inout [[StubEntry]]) {
        guard let segment = segments.first else {
            if !entries.isEmpty { lists.append(entries) }
            return
        }
        if !literals.isEmpty {
            literals[String(Substring(segment))]?.collect(segments.dropFirst(), into: &lists)
        }
        for child in variable where !segment.isEmpty { child.collect(segments.dropFirst(), into: &lists) }
    }
}

extension PathTemplate {
    /// The template as segments, each a literal or one variable; nil where a piece is less or more than a segment.
    var segments: [TemplateTree.Segment]? {
        var segments: [TemplateTree.Segment] = []
        var rest = pieces[...]
        var isAtStart = true
        while let piece = rest.popFirst() {
            switch piece {
            case .literal(let text):
                var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                if !isAtStart {
                    guard parts.removeFirst().isEmpty else { return nil }
                }
                if !rest.isEmpty {
                    guard parts.removeLast().isEmpty else { return nil }
                }
                segments += parts.map { .literal($0) }
            case .variable:
                guard rest.first != .variable else { return nil }
                segments.append(.variable)
            case .wildcard: return nil
            }
            isAtStart = false
        }
        return segments
    }
}
