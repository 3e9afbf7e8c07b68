internal import ArgumentParser
internal import HTTPMessage

/// What the program does under the name `curl`: one GET, with curl's own options, output and exit codes.
///
/// Compose files written for WireMock's image run `curl -f http://localhost:8080/__admin/health` in the container.
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

    /// Runs it.
    ///
    /// - Returns: curl's exit status.
    static func run(_ arguments: [String]) -> Int32 {
        let call: Curl
        do { call = try parse(StandIn.separated(arguments, flags: "fsSkL", options: "Hom")) } catch {
            Stream.standardError.write("curl: (\(Code.usage.rawValue)) \(message(for: error))\n")
            return Code.usage.rawValue
        }
        do throws(Failure) {
            try call.run()
            return 0
        } catch {
            if !call.silent || call.showError {
                Stream.standardError.write("curl: (\(error.code.rawValue)) \(error.text)\n")
            }
            return error.code.rawValue
        }
    }

    private func run() throws(Failure) {
        let request = StandInRequest(
            url: url,
            headers: header,
            acceptsAnyCertificate: insecure,
            timeout: .seconds(maxTime.flatMap { $0 > 0 ? min($0, 3600) : nil } ?? 3600)
        )
        let response: HTTPResponse
        do throws(StandInRequest.Failure) { response = try request.response() } catch { throw Failure(error) }
        let status = response.status.rawValue
        if fail, status >= 400 {
            throw Failure(.refusedByServer, "The requested URL returned error: \(status)")
        }
        if location, [301, 302, 303, 307, 308].contains(status) {
            throw Failure(.tooManyRedirects, "Maximum (0) redirects followed")
        }
        guard Stream.writing(response.body, to: output) else { throw Failure(.writeError, "Failed writing the body") }
    }
}
