internal import BrevoEmulator
internal import Glibc
internal import JSON
internal import MicroHTTP

/// The emulator on a port, until a signal ends it.
struct ServerProcess {
    let options: ServeOptions
    /// Which responses of stubs are templates.
    var templating = StubFiles.Templating.perStub
    /// The options of WireMock that have no effect.
    var ignoredOptions: [String] = []
    /// The variables with the program's prefix that an orchestrator has set.
    var ignoredVariables: [String] = []

    /// Serves, and returns when it has stopped.
    func run() throws {
        try options.checkCombinations()
        // Before the first thread starts, so that no thread takes the signals.
        let termination = Termination()
        let log = ProgramLog(options.log)
        if !ignoredVariables.isEmpty {
            log.note("ignored variables of an orchestrator: \(ignoredVariables.joined(separator: ", "))")
        }
        if !ignoredOptions.isEmpty {
            log.note("options without effect: \(ignoredOptions.joined(separator: ", "))")
        }
        let descriptors = DescriptorLimit.raise()
        FreeMemory.keepLittle(threads: options.threads.value)
        let file = options.stateFile.map(StateFile.init)
        let state = try file?.load()
        let writer = file.map { StateWriter($0, isSynchronous: options.stateSync) { log.warn($0) } }
        let server = try start(state, writer, termination, descriptors, log)
        try writer?.start { server.emulator.stateDocument() }
        if let portFile = options.portFile { try File.replace(portFile, with: Array("\(server.port)\n".utf8)) }
        Stream.standardOutput.write(readyLine(server) + "\n")
        greet(server)
        termination.wait()
        server.stop(grace: Termination.grace)
        try writer?.stop()
    }

    /// Tells a person at a terminal what to do next; a program reads the line before.
    private func greet(_ server: EmulatorServer) {
        let url = options.localURL(port: Int(server.port))
        if isatty(STDOUT_FILENO) == 1 {
            let base = options.basePath.text == "/" ? "" : options.basePath.text
            Stream.standardOutput.write(
                """
                Inspector  \(url)/
                Try it     curl -H 'api-key: any' \(url)\(base)/organization/invited/users
                Stop       Ctrl-C

                """
            )
        }
        if options.open { Browser.open(url + "/") }
    }

    private func readyLine(_ server: EmulatorServer) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("event", "ready")
            json.member("url", options.localURL(port: Int(server.port)))
            json.member("port", Int(server.port))
            json.member("pid", Int(getpid()))
            json.member("version", Version.current)
        }
        return json.text
    }

    private func start(
        _ state: JSONDocument?,
        _ writer: StateWriter?,
        _ termination: Termination,
        _ descriptors: DescriptorLimit,
        _ log: ProgramLog
    ) throws -> EmulatorServer {
        var emulator = try options.emulatorConfiguration(templating, reportingTo: log)
        emulator.state = state
        if let writer {
            emulator.stateChanged = { writer.stateChanged() }
            emulator.readiness = { writer.problem }
        }
        emulator.shutDown = { termination.request() }
        var listener = try options.listenerConfiguration
        listener.maximumConnections = descriptors.clamp(listener.maximumConnections, reportingTo: log)
        do { return try EmulatorServer(listening: listener, emulator) } catch let invalid as InvalidSeed {
            let more = invalid.faults.count > 1 ? " (and \(invalid.faults.count - 1) more: brevo-emulator check)" : ""
            let file = invalid.source == .state ? options.stateFile : options.seed
            throw Failure("\(file ?? "seed"): \(invalid.faults[0])\(more)")
        }
    }
}
