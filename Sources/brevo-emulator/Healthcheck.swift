internal import ArgumentParser
internal import HTTPMessage
internal import MicroHTTP

/// `brevo-emulator healthcheck`: asks a running emulator whether it is ready, for containers that have no curl.
struct Healthcheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a running emulator whether it is ready.",
        discussion: "Exits with 0 if it is, otherwise with 1. In a container it finds out where and how to ask."
    )

    @Option(help: .init("URL of the emulator; by default that of the server in this container.", valueName: "url"))
    var url: String?

    @Option(help: .init("Its --admin-token; by default that of the server in this container.", valueName: "token"))
    var adminToken: AdminTokenOption?

    func run() throws {
        let (base, token) = try destination()
        let response: HTTPResponse
        do throws(HTTPProbe.Failure) {
            var probe = HTTPProbe(try HTTPProbe.Target(base + "/__emulator/readyz"))
            if let token { probe.headers.append("Authorization", "Bearer \(token.text)") }
            response = try probe.response()
        } catch { throw Failure("\(base): \(error)") }
        guard response.status == .ok else { throw Failure("\(base) answers \(response.status.rawValue)") }
    }

    private func destination() throws -> (base: String, token: AdminTokenOption?) {
        if let url { return (url, try adminToken ?? AdminTokenOption.fromEnvironment()) }
        let server = try ServeOptions.ofRunningServer()
        return (server.localURL(port: try server.currentPort()), adminToken ?? server.adminToken)
    }
}

extension ServeOptions {
    /// The options of the server in this container: the arguments of its first process, and the variables of both.
    ///
    /// Outside of a container, where the first process is another program, the variables alone.
    fileprivate static func ofRunningServer() throws -> ServeOptions {
        let line = (try? File.read("/proc/1/cmdline")) ?? []
        let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        // A process that starts the program for the container (docker run --init) names it among its own arguments.
        let name = arguments.firstIndex {
            ["brevo-emulator", "docker-entrypoint.sh"].contains($0.split(separator: "/").last)
        }
        let given = name.map { Array(arguments[($0 + 1)...]) } ?? []
        guard let server = try BrevoEmulatorCommand.serverProcess(for: given) else {
            throw Failure("no server runs here")
        }
        return server.options
    }

    /// The port of the server: the one it was given, or for 0 the one that it has written to its file.
    fileprivate func currentPort() throws -> Int {
        guard port.value == 0, let portFile else { return port.value }
        let text = String(decoding: try File.read(portFile).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard let port = Int(text) else { throw Failure("\(portFile) contains no port") }
        return port
    }
}
