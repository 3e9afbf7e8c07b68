internal import ArgumentParser
internal import HTTPMessage
internal import MicroHTTP

/// What the program does under the name `wget`: one GET, whose body is written where `-O` says or nowhere (`--spider`).
struct Wget: ParsableArguments {
    /// The exit codes of wget's manual that can occur here.
    private enum Code: Int32 {
        case usage = 2
        case fileError = 3
        case network = 4
        case certificate = 5
        case refusedByServer = 8
    }

    @Flag(name: .shortAndLong) var quiet = false
    @Flag(name: [.customLong("nv", withSingleDash: true), .long]) var noVerbose = false
    @Flag var spider = false
    @Flag var noCheckCertificate = false
    @Option(name: [.customShort("O", allowingJoined: true), .long]) var outputDocument: String?
    @Option(name: [.customShort("T", allowingJoined: true), .long]) var timeout: Double?
    @Option(name: [.customShort("t", allowingJoined: true), .long]) var tries: Int?
    @Option var header: [String] = []
    @Argument var url: String

    /// Without one of these, wget writes to a file that it names itself, which no health check wants.
    func validate() throws {
        guard spider || outputDocument != nil else { throw ValidationError("--spider or -O FILE is needed here") }
    }

    /// Runs it.
    ///
    /// - Returns: wget's exit status.
    static func run(_ arguments: [String]) -> Int32 {
        let call: Wget
        do { call = try parse(StandIn.separated(arguments, flags: "q", options: "OTt")) } catch {
            Stream.standardError.write("wget: \(message(for: error))\n")
            return Code.usage.rawValue
        }
        let (code, text) = call.run()
        if let text, !call.quiet { Stream.standardError.write("wget: \(text)\n") }
        return code?.rawValue ?? 0
    }

    private func run() -> (code: Code?, text: String?) {
        let request = StandInRequest(
            url: url,
            headers: header,
            acceptsAnyCertificate: noCheckCertificate,
            timeout: .seconds(timeout.flatMap { $0 > 0 ? min($0, 3600) : nil } ?? 900)
        )
        do throws(StandInRequest.Failure) {
            let response = try request.response()
            let status = response.status.rawValue
            guard status < 400 else { return (.refusedByServer, "server returned error: \(status)") }
            guard spider || Stream.writing(response.body, to: outputDocument) else {
                return (.fileError, "cannot write \(outputDocument ?? "-")")
            }
            return (nil, nil)
        } catch {
            switch error {
            case .untrustedCertificate: return (.certificate, "--no-check-certificate is needed here")
            case .probe(let failure): return (.network, failure.description)
            }
        }
    }
}
