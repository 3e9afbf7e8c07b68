/// A program that compose files expect in a container image, and that this one stands in for when it is called by that
/// name.
enum StandIn: String {
    case curl, wget, sh
    /// The entry point of WireMock's images: this program itself, which understands WireMock's options.
    case entryPoint = "docker-entrypoint.sh"

    /// The one whose name the program was called by; nil for its own name.
    static var called: StandIn? {
        CommandLine.arguments.first?.split(separator: "/").last.flatMap { StandIn(rawValue: String($0)) }
    }

    /// Takes clusters of short options apart, as ArgumentParser does for flags alone: `-fso/dev/null` is `-f -s -o/dev/null`.
    static func separated(_ arguments: [String], flags: String, options: String) -> [String] {
        arguments.flatMap { argument in
            guard argument.hasPrefix("-"), argument != "-", !argument.hasPrefix("--") else { return [argument] }
            let cluster = argument.dropFirst()
            let leading = cluster.prefix { flags.contains($0) }
            let rest = cluster.dropFirst(leading.count)
            guard rest.isEmpty || options.contains(rest.first ?? " ") else { return [argument] }
            return leading.map { "-\($0)" } + (rest.isEmpty ? [] : ["-\(rest)"])
        }
    }
}
