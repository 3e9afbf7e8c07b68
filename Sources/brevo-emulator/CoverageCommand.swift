internal import ArgumentParser
internal import HTTPMessage
internal import JSON
internal import MicroHTTP

/// `brevo-emulator coverage`: what a test suite has exercised of a running emulator.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Report which outcomes a test suite has seen of a running emulator.",
        discussion: "Exits with 1 if fewer than --min percent were seen."
    )

    /// How the report is printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, junit, html
    }

    @Option(help: .init("URL of the emulator, or of one of its worlds.", valueName: "url"))
    var url = "http://127.0.0.1:8080"

    @Option(help: .init("Percent of the outcomes that must have been seen.", valueName: "percent"))
    var min = NumberInRange<0, 100>(0)

    @Option(help: .init("How to print the report.", valueName: "format"))
    var format = Format.text

    @Option(help: .init("The emulator's --admin-token.", valueName: "token"))
    var adminToken: AdminTokenOption?

    func run() throws {
        let report = try fetch("json")
        guard let members = try JSONParser.parse(report).object, let percent = members["percent"]?.number?.double else {
            throw Failure("\(url) is not an emulator that reports coverage")
        }
        switch format {
        case .text: Stream.standardOutput.write(Self.text(members))
        case .json: Stream.standardOutput.write(String(decoding: report, as: UTF8.self))
        case .junit, .html: Stream.standardOutput.write(String(decoding: try fetch(format.rawValue), as: UTF8.self))
        }
        guard percent >= Double(min.value) else {
            throw Failure("\(percent) % of the outcomes were seen; --min asks for \(min.value)")
        }
    }

    /// The report about a world, or for the URL of a process about all its worlds.
    private func fetch(_ format: String) throws -> [UInt8] {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        let worlds = base.contains("/worlds/") ? "this" : "all"
        do {
            var probe = HTTPProbe(
                try HTTPProbe.Target("\(base)/__emulator/coverage?worlds=\(worlds)&format=\(format)")
            )
            if let token = try? adminToken ?? AdminTokenOption.fromEnvironment() {
                probe.headers.append("Authorization", "Bearer \(token.text)")
            }
            let response = try probe.response()
            if response.status == .ok { return response.body }
            throw Failure("\(base) responded with \(response.status.rawValue)")
        } catch let failure as HTTPProbe.Failure { throw Failure("\(base): \(failure)") }
    }

    /// What was not seen, and the figures.
    private static func text(_ report: JSONObject) -> String {
        let items = report["items"]?.array?.compactMap(\.object) ?? []
        let missing = items.filter { $0["count"]?.number?.int == 0 }.compactMap { item in
            item["id"]?.string.map { "not seen  \(item["basis"]?.string ?? "")  \($0)\n" }
        }
        func number(_ name: String) -> String { report[name]?.number?.literal ?? "" }
        let summary = "\(number("covered")) of \(number("total")) outcomes were seen (\(number("percent")) %)"
        return missing.joined() + "\(summary), \(number("inferred")) of them inferred.\n"
    }
}
