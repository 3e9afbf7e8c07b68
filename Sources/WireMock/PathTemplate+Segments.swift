internal import Bytes
internal import HTTPMessage

extension PathTemplate {
    /// A whole segment of a template.
    struct Segment: Sendable {
        /// The segment's bytes; nil for a variable.
        let literal: [UInt8]?
    }

    /// The pieces as segments, each a literal or one variable; nil if a piece is less or more than a segment.
    static func segments(of pieces: [Piece]) -> [Segment]? {
        var segments: [Segment] = []
        for (position, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let bytes):
                var parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
                if position > 0 {
                    guard parts.removeFirst().isEmpty else { return nil }
                }
                if position < pieces.count - 1 {
                    guard parts.popLast()?.isEmpty == true else { return nil }
                }
                segments += parts.map { Segment(literal: $0) }
            case .variable:
                guard position == 0 || pieces[position - 1] != .variable else { return nil }
                segments.append(Segment(literal: nil))
            case .wildcard: return nil
            }
        }
        return segments
    }

    /// Whether the request's path matches.
    func matches(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        guard let segments else { return matches(request.path, &work) }
        let given = request.segments
        guard given.count == segments.count else { return false }
        let bytes = request.url.utf8.span
        for (segment, place) in zip(segments, given) {
            if let literal = segment.literal {
                guard bytes.extracting(place.range).isEqual(to: literal.span) else { return false }
            } else if place.isEmpty {
                return false
            }
        }
        return true
    }

    /// The value of a variable, still encoded, in the path of a request that matches; nil if there is no such variable.
    func value(of name: String, in request: MatchableRequest, _ work: inout WorkBudget) -> String? {
        guard let position = variables.firstIndex(where: { $0.isIdentical(to: name) }) else { return nil }
        guard let segments else { return values(in: request.path, &work)?[position] }
        let variables = segments.indices.lazy.filter { segments[$0].literal == nil }
        guard let index = Array(variables.prefix(position + 1)).last, request.segments.indices.contains(index) else {
            return nil
        }
        return request.segments[index].text(in: request.url)
    }
}
