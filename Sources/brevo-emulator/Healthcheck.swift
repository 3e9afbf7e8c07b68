internal import ArgumentParser
internal import HTTPMessage
internal import MicroHTTP

/// `brevo-emulator healthcheck`: asks a running emulator whether it is ready; for containers, which have no curl.
struct Healthcheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a running emulator whether it is ready.",
        discussion: "Exits with 0 if it is, else with 1. In a container it knows where and how to ask."
    )

    @Option(help: .init("Where it listens, if not as the server here was told.", valueName: "url")) var url: String?

    @Option(help: .init("Its --admin-token, if not as the server here was told.", valueName: "token"))
    var adminToken: AdminTokenOption?

    func run() throws {
        let (base, token) = try whomToAsk()
        let answer: HTTPResponse
        do throws(HTTPProbe.Failure) {
            var probe = HTTPProbe(try HTTPProbe.Target(base + "/__emulator/readyz"))
            if let token { probe.headers.append("Authorization", "Bearer \(token.text)") }
            answer = try probe.response()
        } catch { throw Failure("\(base): \(error)") }
        guard answer.status == .ok else { throw Failure("\(base) answers \(answer.status.rawValue)") }
    }

    private func whomToAsk() throws -> (base: String, token: AdminTokenOption?) {
        if let url { return (url, try adminToken ?? AdminTokenOption.ofEnvironment()) }
        let server = try Serve.running()
        return (try server.localURL, adminToken ?? server.adminToken)
    }
}

extension Serve {
    /// The server of this container: the arguments of its first process, and the variables that both share.
    ///
    /// Elsewhere, where the first process is another program, the variables alone.
    fileprivate static func running() throws -> Serve {
        let line = (try? File.read("/proc/1/cmdline")) ?? []
        let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        // What starts the program for the container (docker run --init) names it among its own arguments.
        let name = arguments.firstIndex { $0 == "brevo-emulator" || $0.hasSuffix("/brevo-emulator") }
        let given = name.map { Array(arguments[($0 + 1)...]) } ?? []
        guard let server = try BrevoEmulatorCommand.parse(given) as? Serve else { throw Failure("no server runs here") }
        return server
    }

    /// Where the server is reached from the machine that it runs on.
    fileprivate var localURL: String {
        get throws {
            let address = ["0.0.0.0", "::"].contains(host) ? "localhost" : host.contains(":") ? "[\(host)]" : host
            return "\(tlsCert == nil ? "http" : "https")://\(address):\(try knownPort)"
        }
    }

    /// The port that was asked for, or which the server wrote to its file where it was to take any.
    private var knownPort: String {
        get throws {
            guard port == 0, let portFile else { return "\(port)" }
            return String(decoding: try File.read(portFile).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        }
    }
}
