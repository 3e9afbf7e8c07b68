internal import Bytes

/// The paths of a ``RouteTable`` as one array of bytes, so that a lookup touches no reference count.
///
/// It is not generic: the table of another module would otherwise run unspecialized, at a fifth of the speed.
@usableFromInline
struct PathTable: Sendable {
    @usableFromInline
    enum Result {
        case route(Int, [String])
        case methods([HTTPMethod])
        case nothing, malformed
    }

    /// A path whose parameters are reduced to placeholders.
    private struct Form {
        let segments: Range<Int>
        let methods: Range<Int>
        /// The bytes before the first parameter, in which most paths differ, and the segments within them.
        let head: Range<Int>
        let headSegments: Range<Int>
        let sharesPath: Bool
    }

    typealias Entry = (method: HTTPMethod, path: String, sharesPath: Bool)

    private var forms: [Form] = []
    /// The forms with a given number of segments, the most literal ones first.
    private var formsByCount: [Range<Int>] = []
    /// The bytes of each segment; empty for a parameter.
    private var segments: [Range<Int>] = []
    private var bytes: [UInt8] = []
    /// The methods of all forms, and the number of the route of each.
    private var methods: [HTTPMethod] = []
    private var numbers: [Int] = []
    private var literals: Set<String> = []
    private var longestLiteral = 0

    init(_ entries: [Entry]) {
        var formsByPath: [String: (segments: [Substring], numbers: [Int])] = [:]
        for (number, entry) in entries.enumerated() {
            let segments = entry.path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : $0 }
            formsByPath[segments.joined(separator: "/"), default: (segments, [])].numbers.append(number)
        }
        // A brace sorts after every letter, so literals come before parameters.
        let sorted = formsByPath.sorted { ($0.value.segments.count, $0.key) < ($1.value.segments.count, $1.key) }
        for (_, form) in sorted { add(form.segments, form.numbers, entries) }
        for count in 0...(forms.last?.segments.count ?? 0) {
            let first = forms.firstIndex { $0.segments.count >= count } ?? forms.count
            formsByCount.append(first..<(forms.firstIndex { $0.segments.count > count } ?? forms.count))
        }
    }

    private mutating func add(_ path: [Substring], _ routes: [Int], _ entries: [Entry]) {
        let (firstSegment, firstByte, firstMethod) = (segments.count, bytes.count, methods.count)
        for segment in path {
            bytes.append(UInt8(ascii: "/"))
            let start = bytes.count
            if segment != "{}" {
                bytes.append(contentsOf: segment.utf8)
                literals.insert(String(segment))
                longestLiteral = max(longestLiteral, segment.utf8.count)
            }
            segments.append(start..<bytes.count)
        }
        numbers += routes
        methods += routes.map { entries[$0].method }
        precondition(
            Set(methods[firstMethod...]).count == routes.count,
            "/\(path.joined(separator: "/")) has the same method twice"
        )
        let firstParameter = segments[firstSegment...].firstIndex(where: \.isEmpty)
        forms.append(
            Form(
                segments: firstSegment..<segments.count,
                methods: firstMethod..<methods.count,
                head: firstByte..<(firstParameter.map { segments[$0].lowerBound - 1 } ?? bytes.count),
                headSegments: firstSegment..<(firstParameter ?? segments.count),
                sharesPath: routes.contains { entries[$0].sharesPath }
            )
        )
    }

    @usableFromInline
    func find(_ method: HTTPMethod, at path: Substring) -> Result {
        let text = path.utf8.span
        let result = find(method, in: text, ends: nil)
        let hasEscape = text.offset(of: UInt8(ascii: "%"), from: 0) != nil
        // Escapes within a parameter are common (`ann%40acme.example`); an escape that hides a literal is not.
        if case .route(_, let values) = result, !hasEscape || !values.contains(where: isLiteral) { return result }
        return hasEscape || text.offset(of: 0, from: 0) != nil ? find(method, escaped: path) : result
    }

    private func isLiteral(_ text: String) -> Bool { text.utf8.count <= longestLiteral && literals.contains(text) }

    /// Splits, then decodes, then matches, so that an escaped slash separates no segments.
    private func find(_ method: HTTPMethod, escaped path: Substring) -> Result {
        var (decoded, ends): ([UInt8], [Int]) = ([], [])
        for part in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = PercentCoding.decode(Substring(part)) else { return .malformed }
            decoded.append(UInt8(ascii: "/"))
            decoded.append(contentsOf: segment.utf8)
            ends.append(decoded.count)
        }
        return find(method, in: decoded.span, ends: ends)
    }

    /// - Parameter ends: the end of each segment if `path` is decoded; nil if slashes separate the segments.
    private func find(_ wanted: HTTPMethod, in path: Span<UInt8>, ends: [Int]?) -> Result {
        let method: HTTPMethod = wanted == .head ? .get : wanted
        var others: [Int] = []
        let count = Self.segmentCount(of: path, ends)
        guard formsByCount.indices.contains(count) else { return .nothing }
        for index in formsByCount[count] {
            let form = forms[index]
            guard path.starts(with: bytes.span.extracting(form.head)) else { continue }
            var values: [String] = []
            guard match(form, path, ends, &values) else { continue }
            for place in form.methods where methods[place] == method { return .route(numbers[place], values) }
            others += form.methods
            if !form.sharesPath { break }
        }
        guard !others.isEmpty else { return .nothing }
        var allowed: [HTTPMethod] = []
        for place in others.sorted(by: { numbers[$0] < numbers[$1] }) where !allowed.contains(methods[place]) {
            allowed.append(methods[place])
        }
        return .methods(allowed + (allowed.contains(.get) ? [.head, .options] : [.options]))
    }

    private static func segmentCount(of path: Span<UInt8>, _ ends: [Int]?) -> Int {
        let endsInSlash = !path.isEmpty && path[path.count - 1] == UInt8(ascii: "/")
        return (ends?.count ?? path.slashCount) - (endsInSlash ? 1 : 0)
    }

    /// Whether a path that starts with the form's head matches the form; parameters are never empty.
    private func match(_ form: Form, _ path: Span<UInt8>, _ ends: [Int]?, _ values: inout [String]) -> Bool {
        // A decoded segment may contain slashes, so there even the head is compared segment by segment.
        var offset = ends == nil ? form.head.count : 0
        let first = ends == nil ? form.headSegments.upperBound : form.segments.lowerBound
        for place in first..<form.segments.upperBound {
            guard offset < path.count, path[offset] == UInt8(ascii: "/") else { return false }
            offset += 1
            let end = ends?[place - form.segments.lowerBound] ?? path.endOfSegment(at: offset)
            let part = path.extracting(offset..<end)
            if segments[place].isEmpty {
                let value = ends == nil ? PercentCoding.decode(part) : PercentCoding.text(part)
                guard !part.isEmpty, let value else { return false }
                values.append(value)
            } else if !part.isEqual(to: bytes.span.extracting(segments[place])) {
                return false
            }
            offset = end
        }
        return offset == path.count || offset == path.count - 1 && path[offset] == UInt8(ascii: "/")
    }
}

extension Span<UInt8> {
    /// Counts eight bytes at a time: of a byte that is a slash, only the top bit remains.
    fileprivate var slashCount: Int {
        let (slashes, low) = (0x2F2F_2F2F_2F2F_2F2F as UInt64, 0x7F7F_7F7F_7F7F_7F7F as UInt64)
        var (found, offset) = (0, 0)
        while offset + 8 <= count {
            let bytes = word(at: offset) ^ slashes
            found += (~(((bytes & low) &+ low) | bytes | low)).nonzeroBitCount
            offset += 8
        }
        while offset < count {
            if self[offset] == UInt8(ascii: "/") { found += 1 }
            offset += 1
        }
        return found
    }

    fileprivate func endOfSegment(at start: Int) -> Int {
        offset(of: UInt8(ascii: "/"), from: start) ?? count
    }
}
