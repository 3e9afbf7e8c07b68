/// Writes tokens of JavaScript in the fewest bytes that mean the same.
struct ScriptWriter {
    private var tokens: [ScriptToken] = []
    /// For the script and for each open bracket, whether the statement there is a declaration by `let`.
    private var isDeclaration = [false]

    mutating func append(_ token: ScriptToken) {
        switch token.text {
        case "let" where token.kind == .word, "const" where token.kind == .word: return declare()
        case "true" where token.kind == .word: return append(ScriptToken(kind: .literal, text: "!0"))
        case "false" where token.kind == .word: return append(ScriptToken(kind: .literal, text: "!1"))
        default: break
        }
        let last = tokens.last?.text
        if last == ";" { isDeclaration[isDeclaration.count - 1] = false }
        if token.kind == .punctuator {
            // Nothing needs a semicolon or a comma before the end of what encloses it.
            if token.text == "}", last == ";" || last == "," { tokens.removeLast() }
            if token.text == "]" || token.text == ")", last == "," { tokens.removeLast() }
            if token.text == "=>", let name = loneParameter {
                tokens.replaceSubrange((tokens.count - 3)..., with: [name])
            }
        }
        tokens.append(token)
        enclose(token)
    }

    /// Begins a declaration, or continues the one before; who assigns to a constant is told so by the files themselves.
    private mutating func declare() {
        if tokens.last?.text == ";", isDeclaration.last == true {
            tokens[tokens.count - 1] = ScriptToken(kind: .punctuator, text: ",")
        } else {
            isDeclaration[isDeclaration.count - 1] = true
            tokens.append(ScriptToken(kind: .word, text: "let"))
        }
    }

    private mutating func enclose(_ token: ScriptToken) {
        let closes = ["}", ")", "]"].contains(token.text) || token.kind == .template && token.text.first == "}"
        let opens = ["{", "(", "["].contains(token.text) || token.kind == .template && token.text.hasSuffix("${")
        if closes, isDeclaration.count > 1 { isDeclaration.removeLast() }
        if opens { isDeclaration.append(false) }
    }

    /// The parameter of an arrow function that has one, whose parentheses it can do without.
    private var loneParameter: ScriptToken? {
        guard tokens.count > 3, tokens.last?.text == ")", tokens[tokens.count - 3].text == "(" else { return nil }
        let name = tokens[tokens.count - 2]
        return name.kind == .word ? name : nil
    }

    /// What was written.
    var text: String {
        var text = ""
        for token in tokens {
            if let last = text.utf8.last, let first = token.text.utf8.first, Self.runTogether(last, first) {
                text += " "
            }
            text += token.text
        }
        return text
    }

    private static func runTogether(_ last: UInt8, _ first: UInt8) -> Bool {
        isWord(last) && (isWord(first) || first == UInt8(ascii: "#"))
            || last == first && (first == UInt8(ascii: "+") || first == UInt8(ascii: "-"))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            true
        default: false
        }
    }
}
