/// Where the identifiers of a script stand: which of them may get other names, and how.
struct ScriptNames {
    /// What a word is, where it stands.
    enum Role: Equatable {
        /// A variable, a function or a class, by its name.
        case variable
        /// `{ name }`, which is both a property and a variable.
        case shorthand
        /// A keyword, or the name of a property, which other code knows it by.
        case fixed
    }

    /// What encloses a token.
    private enum Bracket { case block, object, classBody, other }

    /// The role of each token.
    let roles: [Role]
    /// The names of variables that are mentioned outside all functions, so all that are declared there.
    let outermost: Set<String>

    init(_ tokens: [ScriptToken]) {
        var roles: [Role] = []
        var outermost: Set<String> = []
        var brackets: [Bracket] = []
        var isClassAhead = false
        for (index, token) in tokens.enumerated() {
            let role = token.kind == .word ? Self.role(at: index, tokens, in: brackets.last) : .fixed
            roles.append(role)
            let isOutside = brackets.allSatisfy { $0 == .other }
            if role == .variable, isOutside { outermost.insert(token.text) }
            if token.text == "class", index + 1 < tokens.count, tokens[index + 1].text != ":" { isClassAhead = true }
            switch token.text {
            case "{" where token.kind == .punctuator:
                brackets.append(isClassAhead ? .classBody : Self.isBlock(after: index > 0 ? tokens[index - 1] : nil))
                isClassAhead = false
            case "(", "[": brackets.append(.other)
            case ")", "]", "}": _ = brackets.popLast()
            default:
                guard token.kind == .template else { break }
                if token.text.first == "}" { _ = brackets.popLast() }
                if token.text.hasSuffix("${") { brackets.append(.other) }
            }
        }
        (self.roles, self.outermost) = (roles, outermost)
    }

    /// Whether a brace after this token opens a block, or else an object or a pattern.
    private static func isBlock(after token: ScriptToken?) -> Bracket {
        guard let token else { return .block }
        return [")", "=>", ";", "{", "}", "else", "try", "finally", "catch", "do"].contains(token.text)
            ? .block : .object
    }

    private static func role(at index: Int, _ tokens: [ScriptToken], in bracket: Bracket?) -> Role {
        guard !isFixed(tokens[index].text) else { return .fixed }
        let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
        var before = index - 1
        func previous() -> String { before >= 0 ? tokens[before].text : ";" }
        if previous() == "." || previous() == "?." { return .fixed }
        if next != ",", next != "}", ["async", "get", "set", "static"].contains(previous()) { before -= 1 }
        switch bracket {
        case .object where previous() == "{" || previous() == ",":
            return next == ":" || next == "(" ? .fixed : .shorthand
        case .classBody where previous() == "{" || previous() == "}" || previous() == ";": return .fixed
        default: return .variable
        }
    }

    private static func isFixed(_ word: String) -> Bool { keywords.contains(word) || globals.contains(word) }

    private static let keywords: Set<String> = [
        "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "default", "delete", "do",
        "else",
        "export", "extends", "false", "finally", "for", "from", "function", "get", "if", "import", "in", "instanceof",
        "let", "new", "null", "of", "return", "set", "static", "super", "switch", "this", "throw", "true", "try",
        "typeof",
        "undefined", "var", "void", "while", "yield",
    ]

    /// What a page finds without declaring it; a file that uses another global adds it here.
    private static let globals: Set<String> = [
        "AbortController", "Array", "Boolean", "CSS", "Date", "Error", "Headers", "Infinity", "JSON", "Map", "Math",
        "Number", "Object", "Promise", "RangeError", "RegExp", "ResizeObserver", "Set", "String", "TextDecoder",
        "URL", "URLSearchParams", "WeakMap", "addEventListener", "clearTimeout", "decodeURIComponent", "document",
        "encodeURIComponent", "fetch", "getComputedStyle", "history", "location", "matchMedia", "navigator",
        "parseFloat", "performance", "requestAnimationFrame", "setInterval", "clearInterval", "setTimeout",
        "structuredClone", "window",
    ]
}
