internal import ArgumentParser
internal import Glibc
internal import HTTPMessage
internal import MicroHTTP

/// What the program does under the name `curl`: one GET, with curl's own options, output and exit codes.
///
/// Compose files written for WireMock's image ask `curl -f http://localhost:8080/__admin/health` in the container.
struct Curl: ParsableArguments {
    @Flag(name: .shortAndLong) var fail = false
    @Flag(name: .shortAndLong) var silent = false
    @Flag(name: [.customShort("S"), .long]) var showError = false
    @Flag(name: [.customShort("k"), .long]) var insecure = false
    @Flag(name: [.customShort("L"), .long]) var location = false
    @Option(name: [.customShort("H", allowingJoined: true), .long]) var header: [String] = []
    @Option(name: [.customShort("o", allowingJoined: true), .long]) var output: String?
    @Option(name: [.customShort("m", allowingJoined: true), .long]) var maxTime: Double?
    @Argument var url: String

    /// Whether the program was called by this name.
    static var isMeant: Bool {
        CommandLine.arguments.first?.split(separator: "/").last == "curl"
    }

    /// Does it, and ends the process as curl would.
    static func main(_ arguments: [String]) -> Never {
        let call: Curl
        do { call = try parse(arguments) } catch {
            Stream.standardError.write("curl: (\(Code.usage.rawValue)) \(message(for: error))\n")
            Glibc.exit(Code.usage.rawValue)
        }
        do throws(Complaint) { try call.run() } catch {
            if !call.silent || call.showError {
                Stream.standardError.write("curl: (\(error.code.rawValue)) \(error.text)\n")
            }
            Glibc.exit(error.code.rawValue)
        }
        Glibc.exit(0)
    }

    private func run() throws(Complaint) {
        let answer = try answer()
        let status = answer.status.rawValue
        if fail, status >= 400 {
            throw Complaint(.refusedByServer, "The requested URL returned error: \(status)")
        }
        if location, [301, 302, 303, 307, 308].contains(status) {
            throw Complaint(.tooManyRedirects, "Maximum (0) redirects followed")
        }
        try write(answer.body)
    }

    private func answer() throws(Complaint) -> HTTPResponse {
        let target: HTTPProbe.Target
        let whole = url.contains("://") ? url : "http://" + url
        do throws(HTTPProbe.Failure) { target = try HTTPProbe.Target(whole) } catch { throw Complaint(error) }
        // Nothing to check a certificate with is in the image, and to pass one unchecked must be said.
        guard !target.isSecure || insecure else {
            throw Complaint(.untrusted, "No certificate is trusted here; -k takes any")
        }
        var probe = HTTPProbe(target)
        for line in header {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { probe.headers.append(String(parts[0]), String(parts[1].drop { $0 == " " })) }
        }
        probe.timeout = .seconds(maxTime.flatMap { $0 > 0 ? $0 : nil } ?? 3600)
        do throws(HTTPProbe.Failure) { return try probe.response() } catch { throw Complaint(error) }
    }

    private func write(_ bytes: [UInt8]) throws(Complaint) {
        var descriptor = STDOUT_FILENO
        if let output, output != "-" {
            descriptor = unsafe open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0, Stream(descriptor: descriptor).write(bytes) else {
            throw Complaint(.writeError, "Failed writing the body")
        }
    }
}
