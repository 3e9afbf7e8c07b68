/// A path with parameters, as API documents write one: `/organization/user/{email}/permissions`.
///
/// A class, because a structure would be copied for each path that is matched.
public final class PathPattern: Sendable {
    /// The path with its parameters in braces.
    public let text: String
    private let segments: [Segment]
    private let bytes: [UInt8]
    /// The number of bytes before the first parameter.
    private let literalCount: Int

    private enum Segment: Sendable {
        case literal(String)
        case parameter
    }

    /// Creates a pattern from its text.
    public init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        literalCount = bytes.firstIndex(of: UInt8(ascii: "{")) ?? bytes.count
        segments = text.split(separator: "/").map { $0.hasPrefix("{") ? .parameter : .literal(String($0)) }
    }

    /// Matches a path in which nothing is escaped: returns the values of the parameters in order, or nil.
    ///
    /// A trailing slash makes no difference, and a parameter is never empty. A path that does not match costs no
    /// allocation.
    package func match(plain path: Span<UInt8>) -> [String]? {
        let (bytes, slash) = (bytes, UInt8(ascii: "/"))
        let pattern = bytes.span
        guard path.starts(with: pattern.extracting(..<literalCount)) else { return nil }
        var parameters: [String] = []
        var (place, offset) = (literalCount, literalCount)
        while place < pattern.count {
            if pattern[place] == UInt8(ascii: "{") {
                let end = path.offset(of: slash, from: offset) ?? path.count
                guard offset < end, let value = PercentCoding.decode(path.extracting(offset..<end)) else { return nil }
                parameters.append(value)
                offset = end
                place = (pattern.offset(of: UInt8(ascii: "}"), from: place) ?? pattern.count) + 1
            } else {
                guard offset < path.count, path[offset] == pattern[place] else { return nil }
                offset += 1
                place += 1
            }
        }
        return offset == path.count || offset == path.count - 1 && path[offset] == slash ? parameters : nil
    }

    /// Matches a path given as decoded segments: returns the values of the parameters in order, or nil.
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
