/// A style sheet without what only a reader needs: comments, and white space that separates nothing.
struct StyleSheet {
    private(set) var text = ""

    /// - Parameter script: The script beside it, which knows some custom properties by their names.
    init(_ source: String, beside script: String) throws(Failure) {
        var rest = source[...]
        while let start = rest.firstRange(of: "/*") {
            append(rest[..<start.lowerBound])
            guard let end = rest[start.upperBound...].firstRange(of: "*/") else {
                throw Failure("a style sheet has a comment without its end")
            }
            rest = rest[end.upperBound...]
        }
        append(rest)
        shortenProperties(except: script)
    }

    /// Appends what has no comments.
    ///
    /// A space before a colon stays, because a selector means something else without it.
    private mutating func append(_ source: Substring) {
        for character in source {
            if character.isWhitespace {
                if let last = text.last, !" {}:;,>".contains(last) { text.append(" ") }
            } else {
                if text.last == " ", "{};,>".contains(character) { text.removeLast() }
                if text.last == ";", character == "}" { text.removeLast() }
                text.append(character)
            }
        }
    }

    /// Gives custom properties short names.
    private mutating func shortenProperties(except script: String) {
        let parts = text.split(separator: "--", omittingEmptySubsequences: false)
        var short: [Substring: String] = [:]
        text = String(parts[0])
        for part in parts.dropFirst() {
            let name = part.prefix { $0.isLetter || $0 == "-" }
            let isKnown = script.contains("--\(name)")
            let new = isKnown ? String(name) : short[name] ?? "p\(String(short.count, radix: 36))"
            if !isKnown { short[name] = new }
            text += "--\(new)\(part.dropFirst(name.count))"
        }
    }
}
