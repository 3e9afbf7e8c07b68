/// Finds what somebody meant among the names there are.
package enum Spelling {
    /// The names as a list for people: the nearest spelling first, the others in their order.
    static func list(_ names: [String], nearestTo name: String) -> String {
        guard name.utf8.count <= 64, let nearest = names.min(by: { distance($0, name) < distance($1, name) }) else {
            return names.joined(separator: ", ")
        }
        return ([nearest] + names.filter { $0 != nearest }).joined(separator: ", ")
    }

    /// The name that was probably meant: the same but for case and punctuation, or a few letters away; nil for none.
    package static func nearest(to name: String, among names: [String]) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let folded = folded(name)
        if let same = names.first(where: { self.folded($0) == folded }) { return same }
        let nearest = names.min { distance(self.folded($0), folded) < distance(self.folded($1), folded) }
        return nearest.flatMap { distance(self.folded($0), folded) <= max(2, folded.count / 4) ? $0 : nil }
    }

    /// The name with the nearest spelling, however far it is; nil if there are no names, or the text is too long.
    static func closest(to name: String, among names: [String]) -> String? {
        guard name.utf8.count <= 64 else { return names.first }
        return names.min { distance($0, name) < distance($1, name) }
    }

    /// The path that was probably meant, in which parameters in braces stand for anything; nil for none.
    static func nearestPath(to path: String, among paths: [String]) -> String? {
        guard path.utf8.count <= 256 else { return nil }
        let segments = path.lowercased().split(separator: "/").map(String.init)
        let candidates = paths.compactMap { candidate -> (path: String, distance: Int)? in
            let wanted = candidate.lowercased().split(separator: "/").map(String.init)
            return pathDistance(segments, wanted).map { (candidate, $0) }
        }
        return candidates.min { $0.distance < $1.distance }?.path
    }

    /// How far a path is from another, both in lowercase; nil if too far.
    private static func pathDistance(_ path: [String], _ candidate: [String]) -> Int? {
        guard abs(path.count - candidate.count) <= 1 else { return nil }
        let literals = candidate.filter { !$0.hasPrefix("{") }
        let most = max(2, literals.joined().count / 5)
        var sum = 0
        if path.count == candidate.count {
            for (segment, wanted) in zip(path, candidate) where !wanted.hasPrefix("{") {
                // Most paths are as far as that by their lengths alone.
                guard sum + abs(segment.utf8.count - wanted.utf8.count) <= most else { return nil }
                sum += distance(segment, wanted)
            }
        } else if literals.count == candidate.count {
            sum = distance(path.joined(separator: "/"), candidate.joined(separator: "/"))
        } else {
            return nil
        }
        return sum <= most ? sum : nil
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// How many bytes must be added, removed or replaced to turn one text into the other (Levenshtein distance).
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (line, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
