internal import ArgumentParser
internal import BrevoCore

/// One option of `serve` beside its declaration, to be set without ArgumentParser's tables.
///
/// ArgumentParser makes those by reflection, which takes longer than all else that a start without a seed does. An option
/// that is missing here has no variable, and stops the program that reads it.
struct Setting: Sendable {
    let name: String
    /// Whether the option takes no value.
    let isFlag: Bool
    /// Takes a value as it is given; false where it is none.
    fileprivate let set: @Sendable (inout Serve, String) -> Bool
    /// Takes the value of an option that is not given.
    fileprivate let leave: @Sendable (inout Serve) -> Void

    private init<Value: ExpressibleByArgument & Sendable>(
        _ name: String,
        _ standard: Value,
        _ store: @escaping @Sendable (inout Serve, Value) -> Void
    ) {
        self.init(name, store, leave: { store(&$0, standard) })
    }

    private init<Value: ExpressibleByArgument>(
        _ name: String,
        _ store: @escaping @Sendable (inout Serve, Value?) -> Void
    ) {
        self.init(name, { store(&$0, $1 as Value) }, leave: { store(&$0, nil) })
    }

    private init<Value: ExpressibleByArgument>(
        _ name: String,
        _ store: @escaping @Sendable (inout Serve, Value) -> Void,
        leave: @escaping @Sendable (inout Serve) -> Void
    ) {
        (self.name, isFlag, self.leave) = (name, false, leave)
        set = { serve, text in
            guard let value = Value(argument: text) else { return false }
            store(&serve, value)
            return true
        }
    }

    private init(flag name: String, _ store: @escaping @Sendable (inout Serve, Bool) -> Void) {
        (self.name, isFlag) = (name, true)
        set = { serve, _ in
            store(&serve, true)
            return true
        }
        leave = { store(&$0, false) }
    }

    /// Every option of `serve`, in the order in which their variables are told of.
    static let all = [
        Setting("host", Serve.Standard.host) { $0.host = $1 },
        Setting("port", Serve.Standard.port) { $0.port = $1 },
        Setting("port-file") { $0.portFile = $1 },
        Setting("base-path", Serve.Standard.basePath) { $0.basePath = $1 },
        Setting("seed") { $0.seed = $1 },
        Setting("keys", Serve.Standard.keys) { $0.keys = $1 },
        Setting("rate-limits", Serve.Standard.rateLimits) { $0.rateLimits = $1 },
        Setting("clock", Serve.Standard.clock) { $0.clock = $1 },
        Setting("random-seed") { $0.randomSeed = $1 },
        Setting("max-body", Serve.Standard.maxBody) { $0.maxBody = $1 },
        Setting("max-connections", Serve.Standard.maxConnections) { $0.maxConnections = $1 },
        Setting("idle-timeout", Serve.Standard.idleTimeout) { $0.idleTimeout = $1 },
        Setting("threads", Serve.Standard.threads) { $0.threads = $1 },
        Setting("log", Serve.Standard.log) { $0.log = $1 },
        Setting("mappings") { $0.mappings = $1 },
        Setting("root-dir") { $0.rootDir = $1 },
        Setting("journal-size", Serve.Standard.journalSize) { $0.journalSize = $1 },
        Setting("max-worlds", Serve.Standard.maxWorlds) { $0.maxWorlds = $1 },
        Setting("world-ttl", Serve.Standard.worldTTL) { $0.worldTTL = $1 },
        Setting("state-file") { $0.stateFile = $1 },
        Setting("admin-token") { $0.adminToken = $1 },
        Setting("tls-cert") { $0.tlsCert = $1 },
        Setting("tls-key") { $0.tlsKey = $1 },
        Setting(flag: "show-keys") { $0.showKeys = $1 },
        Setting(flag: "lenient-mappings") { $0.lenientMappings = $1 },
        Setting(flag: "no-request-journal") { $0.noRequestJournal = $1 },
        Setting(flag: "request-overrides") { $0.requestOverrides = $1 },
        Setting(flag: "legacy-responses") { $0.legacyResponses = $1 },
    ]
}

extension Serve {
    /// The command of arguments that are all plain and right; nil leaves the others to ArgumentParser.
    init?(plain arguments: [String]) {
        guard let defaults = try? WireMockArguments.parse([]) else { return nil }
        self.init()
        wireMock = defaults
        for setting in Setting.all { setting.leave(&self) }
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else { return nil }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let setting = Setting.all.first(where: { $0.name == parts[0] }) else { return nil }
            var value = ""
            switch (setting.isFlag, parts.count) {
            case (true, 1): break
            case (false, 2): value = String(parts[1])
            // What looks like an option is no value.
            case (false, 1): value = rest.popFirst().flatMap { $0.hasPrefix("-") ? nil : $0 } ?? ""
            default: return nil
            }
            guard setting.isFlag || !value.isEmpty else { return nil }
            guard setting.set(&self, value) else { return nil }
        }
        guard (try? validate()) != nil else { return nil }
    }
}
