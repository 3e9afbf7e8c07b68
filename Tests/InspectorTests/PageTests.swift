import Testing

@testable import embed_page

/// What the plugin makes of the page's files.
@Suite struct PageTests {
    private static let html = """
        <!doctype html>
        <link rel="stylesheet" href="style.css">
        <script type="module" src="main.js"></script>

        """

    private func page(html: String = html, style: String = "", script: String = "") throws -> Page {
        let folder = try Folder(["index.html": html, "style.css": style, "main.js": script])
        return try folder.read { path in try Page(folder: path) }
    }

    @Test func `style sheet and script stand where they would be loaded`() throws {
        let page = try page(style: "p { color: red; }\n", script: "document.title = 'x';\n")
        #expect(page.html.contains("<style>p{color:red}</style>"))
        #expect(page.html.contains("<script type=\"module\">document.title='x';</script>"))
        #expect(page.scriptHash == SHA256("document.title='x';".utf8).policySource)
        #expect(page.styleHash == SHA256("p{color:red}".utf8).policySource)
    }

    @Test func `a style sheet that is imported stands in the place of the import`() throws {
        let style = "@import \"b.css\";\np { color: red }\n"
        let folder = try Folder([
            "index.html": Self.html, "style.css": style, "b.css": "a { color: blue }\n", "main.js": "",
        ])
        let page = try folder.read { path in try Page(folder: path) }
        #expect(page.html.contains("<style>a{color:blue}p{color:red}</style>"))
    }

    @Test(arguments: ["@import url(b.css);", "@import \"b.css\" print;", "@import \"none.css\";"])
    func `an import that cannot be put in its place is refused`(line: String) {
        #expect(throws: Failure.self) { try page(style: line) }
    }

    @Test func `nothing in a page ends the literal that it is in`() throws {
        let page = try page(script: ##"fetch('"""# \\(x) \\#(x)');"##)
        #expect(page.swiftSource.contains("##\"\"\"\n<!doctype html>"))
    }

    @Test(arguments: ["</script>", "</SCRIPT"]) func `nothing in a script ends its element`(text: String) {
        #expect(throws: Failure.self) { try page(script: "fetch('\(text)');") }
    }

    @Test(arguments: ["", html + html]) func `a page loads its files once`(html: String) {
        #expect(throws: Failure.self) { try page(html: html) }
    }

    @Test(arguments: [
        ("a  >  b ,\n c:hover { margin : 0 4px ; }", "a>b,c:hover{margin :0 4px}"),
        ("/* one */ a { b: c } /* two */", "a{b:c}"),
        ("a :hover { width: calc(1px + 2px); }", "a :hover{width:calc(1px + 2px)}"),
        (
            ":root { --accent: red; --row: 1px; } a { color: var(--accent); top: var(--row) }",
            ":root{--p0:red;--row:1px}a{color:var(--p0);top:var(--row)}"
        ),
    ]) func `a style sheet means the same in fewer bytes`(source: String, short: String) throws {
        #expect(try StyleSheet(source, beside: "get('--row')").text == short)
    }

    /// FIPS 180-4's examples, and one whose padding needs a block of its own.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]) func `the hash is SHA-256`(message: String, digest: String) {
        #expect(SHA256(message.utf8).hexadecimal == digest)
    }

    @Test func `a policy names a hash in Base64`() {
        #expect(SHA256("".utf8).policySource == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    }
}
