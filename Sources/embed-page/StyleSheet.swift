/// A style sheet without what only a reader needs: comments, and white space that separates nothing.
struct StyleSheet {
    private(set) var text = ""

    init(_ source: String) throws(Failure) {
        var rest = source[...]
        while let start = rest.firstRange(of: "/*") {
            append(rest[..<start.lowerBound])
            guard let end = rest[start.upperBound...].firstRange(of: "*/") else {
                throw Failure("style.css: a comment without its end")
            }
            rest = rest[end.upperBound...]
        }
        append(rest)
    }

    /// Appends what has no comments. A space before a colon stays, because a selector means something else without it.
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
}
