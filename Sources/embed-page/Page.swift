/// A page in one file: what a browser would load, put in where it is asked for.
struct Page {
    /// The document.
    let html: String
    /// What a Content-Security-Policy calls the style sheet and the script.
    let styleHash: String
    let scriptHash: String

    init(folder: String) throws(Failure) {
        var scripts = Scripts(folder: folder)
        try scripts.add("main.js")
        let script = scripts.text
        var sheets: Set<String> = []
        let style = try StyleSheet(Self.rules(of: "style.css", in: folder, &sheets), beside: script).text
        var html = try File.read("\(folder)/index.html")
        try html.replace(#"<link rel="stylesheet" href="style.css">"#, by: style, in: "style")
        try html.replace(#"<script type="module" src="main.js"></script>"#, by: script, in: "script")
        self.html = html
        styleHash = SHA256(style.utf8).policySource
        scriptHash = SHA256(script.utf8).policySource
    }

    /// The text of a style sheet, with those that it imports in their places; empty if it was `added` before.
    private static func rules(
        of sheet: String,
        in folder: String,
        _ added: inout Set<String>
    ) throws(Failure) -> String {
        guard added.insert(sheet).inserted else { return "" }
        var text = ""
        for line in try File.read("\(folder)/\(sheet)").split(separator: "\n") {
            if line.hasPrefix("@import") {
                let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
                guard parts.count == 3, parts[0] == "@import ", parts[2] == ";" else {
                    throw Failure("\(sheet): an import must have the form @import \"name.css\";")
                }
                text += try rules(of: String(parts[1]), in: folder, &added)
            } else {
                text += "\(line)\n"
            }
        }
        return text
    }

    /// The page as constants of Swift: a plain literal, which compiles fast and is a part of the program's image.
    var swiftSource: String {
        // As many number signs as it takes for nothing in the page to end the literal, or to be an escape.
        var delimiter = "#"
        while html.contains("\"\"\"\(delimiter)") || html.contains("\\\(delimiter)") { delimiter += "#" }
        return """
            /// The page, made from the files in `page` by the plugin EmbedPage.
            enum EmbeddedPage {
                /// Changes whenever the page does.
                static let entityTag = #""\(SHA256(html.utf8).hexadecimal.prefix(16))""#
                /// The hash of its style sheet, as a Content-Security-Policy names it.
                static let styleHash = "\(styleHash)"
                /// The hash of its script.
                static let scriptHash = "\(scriptHash)"
                /// The document.
                static let html = \(delimiter)\"""
            \(html)
            \"""\(delimiter)
            }

            """
    }
}

extension String {
    /// Replaces a tag that loads a file by an element with the file's text.
    fileprivate mutating func replace(_ tag: String, by text: String, in element: String) throws(Failure) {
        let parts = split(separator: tag, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw Failure("index.html must have \(tag) once") }
        guard !text.lowercased().contains("</\(element)") else {
            throw Failure("the text of a \(element) element cannot contain </\(element)")
        }
        let attributes = element == "script" ? #" type="module""# : ""
        self = "\(parts[0])<\(element)\(attributes)>\(text)</\(element)>\(parts[1])"
    }
}
