internal import ArgumentParser

/// The value of `--base-path`: a path that starts with a slash and does not end with one, or `/`.
struct BasePath: ExpressibleByArgument {
    static let ofBrevo = BasePath(text: "/v3")

    let text: String

    private init(text: String) {
        self.text = text
    }

    init?(argument: String) {
        guard argument.hasPrefix("/"), argument == "/" || !argument.hasSuffix("/") else { return nil }
        text = argument
    }

    var defaultValueDescription: String { text }
}
