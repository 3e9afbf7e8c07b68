internal import BrevoCore
internal import BrevoEmulator
internal import MicroHTTP

extension ServeOptions {
    /// Where and with what limits the server listens.
    var listenerConfiguration: HTTPListener.Configuration {
        get throws {
            var listener = HTTPListener.Configuration()
            listener.host = host
            listener.port = UInt16(port.value)
            listener.threads = threads.value
            listener.maximumConnections = maxConnections.value
            listener.idleTimeout = .seconds(idleTimeout.value)
            if let tlsCert, let tlsKey {
                listener.identity = TLSIdentity(certificates: try File.read(tlsCert), key: try File.read(tlsKey))
            }
            return listener
        }
    }

    /// How the emulator behaves, with what its files contain.
    ///
    /// - Parameter templating: Which responses of stubs are templates.
    func emulatorConfiguration(_ templating: StubFiles.Templating, reportingTo programLog: ProgramLog) throws
        -> Emulator.Configuration
    {
        var emulator = Emulator.Configuration()
        emulator.basePath = basePath.text
        emulator.bodyLimit = maxBody.value
        emulator.keyPolicy = keys
        emulator.rateLimits = rateLimits
        emulator.assumptions = Assumptions(assume)
        emulator.seed = try seed.map(File.readJSON)
        if case .frozen(let time) = clock { emulator.frozenClock = time }
        emulator.randomSeed = randomSeed
        emulator.showsKeys = showKeys
        emulator.adminToken = adminToken?.text
        emulator.memoryLimit = memory.bytes
        emulator.allowedOrigins = allowOrigin.map(\.text)
        emulator.allowedHosts = allowHost.map(\.text)
        emulator.journalSize = noRequestJournal ? nil : journalSize.value
        emulator.allowsRequestOverrides = requestOverrides
        emulator.addsLegacyFields = legacyResponses
        emulator.maximumWorlds = maxWorlds.value
        emulator.worldLifetime = worldTTL.duration
        emulator.version = Version.current
        let directories = mappingDirectories
        let bodies = BodyFiles(directories)
        emulator.stubFiles = StubFiles(templating: templating) { bodies.bytes(of: $0) }
        for directory in directories {
            try directory.add(to: &emulator.stubFiles, skipsInvalid: lenientMappings, log: programLog.note)
        }
        emulator.accessLog = log.accessLog.map { format in
            AccessLog(format: format, showsKeys: showKeys) { line in
                Stream.standardError.writeUnlessBlocked(line + "\n")
            }
        }
        return emulator
    }

    /// The directories of stub files; one that is named must exist, the others are read if they do.
    private var mappingDirectories: [MappingDirectory] {
        let usual = [rootDir.map { MappingDirectory($0 + "/mappings") }, .ofImages].compactMap(\.self).filter(\.exists)
        return usual + [mappings.map(MappingDirectory.init)].compactMap(\.self)
    }

    /// The URL of the server for clients on this machine; a wildcard address cannot be opened everywhere.
    func localURL(port: Int) -> String {
        let address =
            switch host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            default: host.contains(":") ? "[\(host)]" : host
            }
        return "\(tlsCert == nil ? "http" : "https")://\(address):\(port)"
    }
}
