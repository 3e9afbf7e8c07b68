/// Finds what somebody meant among the names there are.
enum Spelling {
    /// The names as a list for people, the nearest spelling first, the others in their order.
    static func list(_ names: [String], nearestTo name: String) -> String {
        guard name.utf8.count <= 64, let nearest = names.min(by: { distance($0, name) < distance($1, name) }) else {
            return names.joined(separator: ", ")
        }
        return ([nearest] + names.filter { $0 != nearest }).joined(separator: ", ")
    }

    /// How many bytes must be added, dropped or replaced to make one text of the other (Levenshtein's distance).
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
