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
        try Self.checkGlobals(module)
        modules.append(module)
    }

    /// A global that `ScriptNames` does not list would get another name, and be missing only when the page needs it.
    private static func checkGlobals(_ module: Module) throws(Failure) {
        var declared = module.shared
        for (token, next) in zip(module.tokens, module.tokens.dropFirst())
        where ["class", "const", "function", "let"].contains(token.text) {
            declared.insert(next.text)
        }
        for (token, role) in zip(module.tokens, ScriptNames(module.tokens).roles)
        where role == .variable && token.text.first?.isUppercase == true && !declared.contains(token.text) {
            throw Failure("\(module.file): \(token.text) is not declared; a global must be listed in ScriptNames.swift")
        }
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
        var writer = ScriptWriter()
        for (module, names) in zip(modules, names) {
            for (token, role) in zip(module.tokens, names.roles) {
                let name = short[Variable(token, module, names)] ?? token.text
                switch role {
                case .variable: writer.append(ScriptToken(kind: .word, text: name))
                case .shorthand:
                    let pair = name == token.text ? name : "\(token.text):\(name)"
                    writer.append(ScriptToken(kind: .word, text: pair))
                case .fixed:
                    let isPrivate = token.kind == .privateName
                    writer.append(isPrivate ? ScriptToken(kind: .privateName, text: "#\(name)") : token)
                }
            }
        }
        return writer.text
    }

    /// Which variable a name means: one that all modules share, one of a module, or one inside of a module's functions.
    private struct Variable: Hashable {
        let name: String
        let file: String?
        let isLocal: Bool

        init(_ token: ScriptToken, _ module: Module, _ names: ScriptNames) {
            let isShared = module.shared.contains(token.text)
            name = token.text
            file = isShared ? nil : module.file
            isLocal = !isShared && (token.kind == .privateName || !names.outermost.contains(token.text))
        }
    }

    /// The shortest names for what is mentioned most.
    ///
    /// Those inside of functions are the same in all modules, and never among the others.
    private func shortNames(_ names: [ScriptNames]) -> [Variable: String] {
        var counts: [Variable: Int] = [:]
        var taken: Set<String> = ["as", "do", "if", "in", "of"]
        for (module, names) in zip(modules, names) {
            for (token, role) in zip(module.tokens, names.roles) {
                if role != .fixed || token.kind == .privateName {
                    counts[Variable(token, module, names), default: 0] += 1
                } else if token.kind == .word {
                    taken.insert(token.text)
                }
            }
        }
        let variables = counts.sorted {
            // A file's name ends the matter, so that two builds are the same.
            ($1.value, $0.key.name, $0.key.file ?? "") < ($0.value, $1.key.name, $1.key.file ?? "")
        }.map(\.key)
        let outer = variables.filter { !$0.isLocal }
        let free = (0..<4 * variables.count + 100).map(Self.name).filter { !taken.contains($0) }
        let (letters, pairs) = (free.filter { $0.count == 1 }, free.filter { $0.count > 1 })
        let share = min(16, outer.count)
        var short = Dictionary(uniqueKeysWithValues: zip(outer, letters.prefix(share) + pairs))
        for module in modules {
            let locals = variables.filter { $0.isLocal && $0.file == module.file }
            for (variable, name) in zip(locals, letters.dropFirst(share) + pairs.dropFirst(outer.count)) {
                short[variable] = name
            }
        }
        return short
    }

    /// The names in order: all letters, then all pairs of letters, and so on.
    private static func name(_ number: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let first = letters[number % letters.count]
        return number < letters.count ? String(first) : "\(first)\(name(number / letters.count - 1))"
    }
}
