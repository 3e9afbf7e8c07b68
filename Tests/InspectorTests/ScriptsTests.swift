import Testing

@testable import embed_page

/// The page's modules as one script.
///
/// That it still does the same is for the tests in a browser to show.
@Suite struct ScriptsTests {
    private func joined(_ files: [String: String]) throws -> String {
        let folder = try Folder(files)
        return try folder.read { path in
            var scripts = Scripts(folder: path)
            try scripts.add("main.js")
            return scripts.text
        }
    }

    private func shortened(_ script: String) throws -> String { try joined(["main.js": script]) }

    @Test func `comments and white space go`() throws {
        let script = """
            // A line.
            document.title = 1; /* and
            more */ document.body;

            """
        #expect(try shortened(script) == "document.title=1;document.body;")
    }

    @Test(arguments: [
        ("const first = 1; const second = first;", "let a=1,b=a;"),
        ("let found = { key: 1, found: 2 };", "let a={key:1,found:2};"),
        ("const { key, other = 1 } = document;", "let{key:a,other:b=1}=document;"),
        ("const key = 1; fetch({ key });", "let a=1;fetch({key:a});"),
        ("const open = 1; fetch({ open() { return open; } });", "let a=1;fetch({open(){return a}});"),
        ("const name = document.name ?? document?.name;", "let a=document.name??document?.name;"),
        ("fetch((value) => value);", "fetch(a=>a);"),
        ("fetch((one, two) => two(one,));", "fetch((a,b)=>b(a));"),
        (
            "class Pane { #row = 1; row() { return this.#row; } } new Pane();",
            "class a{#b=1;row(){return this.#b}}new a();"
        ),
        ("const kind = 1; fetch(kind ? kind : { class: kind });", "let a=1;fetch(a?a:{class:a});"),
    ]) func `variables get short names, and nothing else does`(script: String, short: String) throws {
        #expect(try shortened(script) == short)
    }

    @Test(arguments: [
        (#"fetch('// no ${comment} in "it"');"#, #"fetch('// no ${comment} in "it"');"#),
        ("const at = 1; fetch(`a ${at} b ${ { c: `${at}` } } //`);", "let a=1;fetch(`a ${a} b ${{c:`${a}`}} //`);"),
        (#"const at = 1; fetch(/[/'"]\/at/g.test(at) / at);"#, #"let a=1;fetch(/[/'"]\/at/g.test(a)/a);"#),
        (#"fetch('it\'s', "a\\", 0.5, 1_000);"#, #"fetch('it\'s',"a\\",0.5,1_000);"#),
        ("fetch(1 + +document, 1 - -1);", "fetch(1+ +document,1- -1);"),
    ]) func `texts, templates and expressions stay as they are`(script: String, short: String) throws {
        #expect(try shortened(script) == short)
    }

    @Test func `a module comes after those that it imports, once, and names of the same sound stay apart`() throws {
        let text = try joined([
            "main.js":
                "import { shared } from './one.js';\nimport { two } from './two.js';\nlet page = shared; two(page);",
            "one.js": "export const shared = 'one'; let page = 1; document.title = page;",
            "two.js": """
            import {
                shared,
            } from './one.js';
            let page = 2;
            export async function two(text) { const page = text; return page + shared; }
            document.body = page;
            """,
        ])
        // Each module has a `page` of its own: `d`, `a` and `c`; what they share is `b` and `f`.
        #expect(
            text == "let b='one',d=1;document.title=d;"
                + "let a=2;async function f(e){let a=e;return a+b}document.body=a;"
                + "let c=b;f(c);"
        )
    }

    @Test(arguments: [
        "import x from './x.js';", "import { a as b } from './x.js';", "export default 1;", "const a = 'open;\n",
        "const a = `open;", "/* open", "const a = /open;\n",
    ]) func `what is not understood is said`(script: String) {
        #expect(throws: Failure.self) { try shortened(script) }
    }

    @Test func `a module that is not there is named`() throws {
        let failure = #expect(throws: Failure.self) { try shortened("import { a } from './gone.js';") }
        #expect(try #require(failure).message.contains("gone.js"))
    }
}
