/// JavaScript modules as one: each after those that it imports, without `import` and `export`.
///
/// All share one scope, so a name is declared once among all files. What is understood is what the page's files use:
/// `import { a, b } from './file.js';` and `export` before a declaration.
struct Scripts {
    private let folder: String
    private var added: Set<String> = []
    /// The modules added so far.
    private(set) var text = ""

    init(folder: String) { self.folder = folder }

    /// Adds a module and those that it imports.
    mutating func add(_ name: String) throws(Failure) {
        guard added.insert(name).inserted else { return }
        var lines: [Substring] = []
        var statement = ""
        for line in try File.read("\(folder)/\(name)").split(separator: "\n", omittingEmptySubsequences: false) {
            guard !statement.isEmpty || line.hasPrefix("import ") else {
                lines.append(try declaration(line, in: name))
                continue
            }
            statement += line
            guard line.hasSuffix(";") else { continue }
            try add(imported(by: statement, in: name))
            statement = ""
        }
        guard statement.isEmpty else { throw Failure("\(name): an import without its end") }
        text += lines.joined(separator: "\n")
    }

    private func imported(by statement: String, in name: String) throws(Failure) -> String {
        let parts = statement.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("import { "), parts[0].hasSuffix(" } from "), parts[2] == ";",
            parts[1].hasPrefix("./"), !parts[0].contains(" as ")
        else { throw Failure("\(name): \(statement) is not of the form import { a, b } from './file.js';") }
        return String(parts[1].dropFirst(2))
    }

    private func declaration(_ line: Substring, in name: String) throws(Failure) -> Substring {
        guard line.hasPrefix("export ") else { return line }
        let rest = line.dropFirst("export ".count)
        guard ["function ", "async function ", "const ", "let ", "class "].contains(where: rest.hasPrefix) else {
            throw Failure("\(name): \(line) does not export a declaration")
        }
        return rest
    }
}
