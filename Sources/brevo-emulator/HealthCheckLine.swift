/// A health check as compose files write it for a shell: one command, with its output dropped or not, and a status for
/// failure (`curl -f http://localhost:8080/ > /dev/null || exit 1`).
struct HealthCheckLine {
    private(set) var words: [String] = []
    private(set) var dropsOutput = false
    private(set) var dropsErrors = false
    /// The status if the command fails; nil for the command's own.
    private(set) var failureStatus: Int32?

    /// - Returns: nil for anything else that a shell understands.
    init?(_ line: String) {
        guard var tokens = Self.tokens(of: line) else { return nil }
        if let or = tokens.firstIndex(of: .or) {
            guard let status = Self.status(of: tokens[(or + 1)...]) else { return nil }
            failureStatus = status
            tokens.removeSubrange(or...)
        }
        while let redirection = tokens.firstIndex(where: \.isRedirection) {
            guard let count = redirect(tokens[redirection...]) else { return nil }
            tokens.removeSubrange(redirection..<(redirection + count))
        }
        for token in tokens {
            guard case .word(let word) = token else { return nil }
            words.append(word)
        }
        if words.isEmpty { return nil }
    }

    private enum Token: Equatable {
        case word(String)
        case or
        /// `>`, `1>`, `2>` or `&>`.
        case redirection(output: Bool, errors: Bool)
        /// `2>&1`
        case errorsToOutput

        var isRedirection: Bool {
            switch self {
            case .redirection, .errorsToOutput: true
            case .word, .or: false
            }
        }
    }

    /// `exit N`, `true` or `false`.
    private static func status(of tokens: ArraySlice<Token>) -> Int32? {
        switch Array(tokens) {
        case [.word("true")]: return 0
        case [.word("false")]: return 1
        default:
            guard tokens.count == 2, tokens.first == .word("exit"), case .word(let number) = tokens.last else {
                return nil
            }
            return UInt8(number).map(Int32.init)
        }
    }

    /// Takes note of a redirection to `/dev/null`, or of errors to where the output goes.
    ///
    /// - Returns: how many tokens it consists of; nil if it is another one.
    private mutating func redirect(_ tokens: ArraySlice<Token>) -> Int? {
        switch tokens.first {
        case .errorsToOutput:
            dropsErrors = dropsErrors || dropsOutput
            return 1
        case .redirection(let output, let errors):
            guard tokens.dropFirst().first == .word("/dev/null") else { return nil }
            dropsOutput = dropsOutput || output
            dropsErrors = dropsErrors || errors
            return 2
        case .word, .or, nil: return nil
        }
    }

    private static func tokens(of line: String) -> [Token]? {
        var tokens: [Token] = []
        var rest = Substring(line).drop(while: \.isWhitespace)
        let operators: [(String, Token)] = [
            ("2>&1", .errorsToOutput), ("&>", .redirection(output: true, errors: true)),
            ("2>", .redirection(output: false, errors: true)), ("1>", .redirection(output: true, errors: false)),
            (">", .redirection(output: true, errors: false)), ("||", .or),
        ]
        while !rest.isEmpty {
            if let (text, token) = operators.first(where: { rest.hasPrefix($0.0) }) {
                tokens.append(token)
                rest = rest.dropFirst(text.count)
            } else {
                guard let word = takeWord(&rest) else { return nil }
                tokens.append(.word(word))
            }
            rest = rest.drop(while: \.isWhitespace)
        }
        return tokens
    }

    /// Takes a word off, with its quotes removed; nil if it has something else to be interpreted.
    private static func takeWord(_ rest: inout Substring) -> String? {
        var (word, quote) = ("", Character?.none)
        while let character = rest.first {
            switch (character, quote) {
            case (let character, let open?) where character == open: quote = nil
            case ("\\", _), ("$", "\""?), ("`", "\""?), ("$", nil), ("`", nil): return nil
            case ("'", nil), ("\"", nil): quote = character
            case (_, nil) where character.isWhitespace || character == ">" || rest.hasPrefix("||"): return word
            case (_, nil) where "|&;<()*~#!".contains(character): return nil
            default: word.append(character)
            }
            rest = rest.dropFirst()
        }
        return quote == nil ? word : nil
    }
}
