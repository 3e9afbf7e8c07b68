internal import Glibc

/// Writes a Swift file with a page in it: the HTML with its style sheet and scripts inline, and the hashes of both.
///
/// Usage: `embed-page FOLDER OUTPUT`; the folder has `index.html`, style sheets from `style.css` on, and scripts from
/// `main.js` on.
@main enum EmbedPage {
    static func main() {
        do throws(Failure) {
            let arguments = CommandLine.arguments
            guard arguments.count == 3 else { throw Failure("usage: embed-page FOLDER OUTPUT") }
            let page = try Page(folder: arguments[1])
            try File.write(page.swiftSource, to: arguments[2])
        } catch {
            File.writeError("error: \(error.message)\n")
            exit(1)
        }
    }
}

/// Why a page cannot be embedded.
struct Failure: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
