internal import ArgumentParser
internal import MicroHTTP

/// `brevo-emulator healthcheck`: asks a running emulator whether it is ready; for containers, which have no curl.
struct Healthcheck: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ask a running emulator whether it is ready.")

    @Option(help: "Where it listens; by BREVO_EMULATOR_PORT on 127.0.0.1 unless given.") var url: String?
    @Option(help: "Its --admin-token; by BREVO_EMULATOR_ADMIN_TOKEN unless given.") var adminToken: AdminTokenOption?

    func run() throws {
        let port = EnvironmentArguments.value(of: EnvironmentArguments.variable("port")) ?? "8080"
        let base = url ?? "http://127.0.0.1:\(port)"
        let token = try adminToken ?? AdminTokenOption.ofEnvironment()
        let status: Int
        do { status = try HTTPProbe.status(of: base + "/__emulator/readyz", token: token?.text) } catch {
            throw Failure("\(base): \(error.message)")
        }
        guard status == 200 else { throw Failure("\(base) answers \(status)") }
    }
}
