/// A path with parameters, as API documents write one: `/organization/user/{email}/permissions`.
public struct PathPattern: Sendable {
    /// The path with its parameters in braces.
    public let text: String
    private let segments: [Segment]

    private enum Segment: Sendable {
        case literal(String)
        case parameter
    }

    /// The pattern that this text writes.
    public init(_ text: String) {
        self.text = text
        segments = text.split(separator: "/").map { $0.hasPrefix("{") ? .parameter : .literal(String($0)) }
    }

    /// The values of the parameters of a path, in order, given its decoded segments; nil where the path is another.
    ///
    /// A parameter is never empty.
    public func match(_ path: [String]) -> [String]? {
        guard path.count == segments.count else { return nil }
        var values: [String] = []
        for (segment, wanted) in zip(path, segments) {
            switch wanted {
            case .literal(let text): if segment != text { return nil }
            case .parameter: if segment.isEmpty { return nil } else { values.append(segment) }
            }
        }
        return values
    }
}
