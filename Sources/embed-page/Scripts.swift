/// JavaScript modules as one script, each after those that it imports, without what only a reader needs.
///
/// White space and comments go, and variables get short names, so the files can be written to be read. What is understood
/// is what the page's files use: `import { a, b } from './file.js';`, `export` before a declaration, and a semicolon
/// after each statement.
struct Scripts {
    private struct Module {
        let file: String
        var tokens: [ScriptToken] = []
        /// What other modules know, of this one and of those that it imports.
        var shared: Set<String> = []
    }

    private let folder: String
    private var added: Set<String> = []
    private var modules: [Module] = []

    init(folder: String) { self.folder = folder }

    /// Adds a module and those that it imports.
    mutating func add(_ file: String) throws(Failure) {
        guard added.insert(file).inserted else { return }
        var module = Module(file: file)
        var rest = try ScriptToken.all(of: File.read("\(folder)/\(file)"), in: file)[...]
        while let token = rest.first {
            switch token.text {
            case "import" where token.kind == .word:
                let (names, from) = try Self.takeImport(&rest, in: file)
                module.shared.formUnion(names)
                try add(from)
            case "export" where token.kind == .word:
                rest.removeFirst()
                module.shared.insert(try Self.declaredName(rest, in: file))
            default:
                module.tokens.append(token)
                rest.removeFirst()
            }
        }
        modules.append(module)
    }

    private static func takeImport(
        _ rest: inout ArraySlice<ScriptToken>,
        in file: String
    ) throws(Failure) -> (names: [String], file: String) {
        let statement = rest.prefix { $0.text != ";" }.map(\.text)
        rest.removeFirst(min(statement.count + 1, rest.count))
        guard statement.count > 5, statement[1] == "{", !statement.contains("as"), let quoted = statement.last,
            quoted.hasPrefix("'./"), Array(statement.suffix(3).prefix(2)) == ["}", "from"]
        else { throw Failure("\(file): \(statement.joined(separator: " ")) should be import { a } from './file.js';") }
        return (statement[2...].dropLast(3).filter { $0 != "," }, String(quoted.dropFirst(3).dropLast()))
    }

    private static func declaredName(_ tokens: ArraySlice<ScriptToken>, in file: String) throws(Failure) -> String {
        let words = tokens.prefix(3).map(\.text)
        let declarators = ["const", "let", "class", "function"]
        if let name = words.dropFirst().first, words.first.map(declarators.contains) == true { return name }
        if words.count == 3, words[0] == "async", words[1] == "function" { return words[2] }
        throw Failure("\(file): export \(words.joined(separator: " ")) is no declaration")
    }

    /// All modules added so far.
    var text: String {
        let names = modules.map { ScriptNames($0.tokens) }
        let short = shortNames(names)
        var text = ""
        for (module, names) in zip(modules, names) {
            for (token, role) in zip(module.tokens, names.roles) {
                let name = short[Self.identity(of: token, in: module, names)] ?? token.text
                switch role {
                case .variable: Self.append(name, to: &text)
                case .shorthand: Self.append(name == token.text ? name : "\(token.text):\(name)", to: &text)
                case .fixed: Self.append(token.kind == .privateName ? name : token.text, to: &text)
                }
            }
        }
        return text
    }

    /// Which variable a name means: one for all modules, one of a module, or one inside of functions.
    ///
    /// Those inside of functions may share a name among all functions, because they never are among the others.
    private static func identity(of token: ScriptToken, in module: Module, _ names: ScriptNames) -> String {
        if token.kind == .privateName || module.shared.contains(token.text) { return token.text }
        return names.outermost.contains(token.text) ? "\(module.file) \(token.text)" : " \(token.text)"
    }

    /// The shortest names for what is mentioned most.
    private func shortNames(_ names: [ScriptNames]) -> [String: String] {
        var counts: [String: Int] = [:]
        var taken: Set<String> = ["as", "do", "if", "in", "of"]
        for (module, names) in zip(modules, names) {
            for (token, role) in zip(module.tokens, names.roles) {
                if role != .fixed || token.kind == .privateName {
                    counts[Self.identity(of: token, in: module, names), default: 0] += 1
                } else if token.kind == .word {
                    taken.insert(token.text)
                }
            }
        }
        let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let candidates = sequence(first: 0) { $0 + 1 }.lazy.map(Self.name).filter { !taken.contains($0) }
        return Dictionary(uniqueKeysWithValues: zip(order, candidates).map { ($0, $0.hasPrefix("#") ? "#\($1)" : $1) })
    }

    /// `a`, `b` … `Z`, `aa`, `ba` …
    private static func name(_ number: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let first = letters[number % letters.count]
        return number < letters.count ? String(first) : "\(first)\(name(number / letters.count - 1))"
    }

    /// Appends a token, with a space where it would run into the one before.
    private static func append(_ token: String, to text: inout String) {
        if let last = text.utf8.last, let first = token.utf8.first,
            isWord(last) && (isWord(first) || first == UInt8(ascii: "#"))
                || last == first && (first == UInt8(ascii: "+") || first == UInt8(ascii: "-"))
        {
            text += " "
        }
        text += token
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
