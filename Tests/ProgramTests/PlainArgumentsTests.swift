import ArgumentParser
import Testing

@testable import brevo_emulator

/// Command lines that are read without ArgumentParser, which must mean the same by it.
struct PlainArgumentsTests {
    @Test(
        arguments: [
            [], ["--port", "0"], ["--port=0", "--log", "off"], ["--host", "::1", "--port-file", "a b=c"],
            ["--base-path=/"], ["--seed", "seed.json", "--state-file=state.json", "--state-sync"],
            ["--keys", "seeded", "--rate-limits=7"], ["--clock", "2026-11-20T09:00:00Z", "--random-seed=0"],
            ["--assume", "update=replace", "--show-keys", "--assume=assumptions=strictest"],
            ["--max-body=1", "--max-connections", "2", "--idle-timeout", "3", "--threads=4", "--journal-size", "5"],
            ["--open", "--lenient-mappings", "--no-request-journal", "--request-overrides", "--legacy-responses"],
            ["--mappings", "m", "--root-dir=.", "--seed", ""],
            ["--max-worlds=1", "--memory", "16MiB", "--world-ttl", "90s"],
            ["--tls-cert", "cert.pem", "--tls-key=key.pem", "--admin-token", "secret"],
            ["--allow-origin", "http://a:1", "--allow-host=b", "--allow-origin=https://c", "--allow-host", "d"],
        ] as [[String]]
    )
    func `options are the same as ArgumentParser's`(arguments: [String]) throws {
        let plain = try #require(PlainArguments.options(in: arguments))
        #expect(OptionValues(of: plain).texts == OptionValues(of: try Serve.parse(arguments).process.options).texts)
    }

    @Test func `every option is among them`() throws {
        let flags = DeclaredOption.all.filter { $0.kind == .flag }.map { "--\($0.name)" }
        let options = try #require(PlainArguments.options(in: flags))
        let changed = zip(OptionValues(of: options).texts, OptionValues(of: ServeOptions()).texts).filter { $0 != $1 }
        #expect(changed.map(\.0) == flags.map { "\($0.dropFirst(2)): true" })
        #expect(DeclaredOption.all.count == 34)
    }

    @Test(
        arguments: [
            ["--verbose"], ["--help"], ["-h"], ["--"], ["extra"], ["--port"], ["--port="], ["--port", "--log", "off"],
            ["--port", "-1"], ["--port", "x"], ["--port", "1", "--port", "2"], ["--open=1"], ["--open", "--open"],
            ["--prt", "0"], ["--assume", "update"], ["--allow-host", "a:80"], ["-jar", "wiremock.jar"],
        ] as [[String]]
    )
    func `anything else is left to ArgumentParser`(arguments: [String]) {
        #expect(PlainArguments.options(in: arguments) == nil)
    }
}

/// The values of all options as text.
private struct OptionValues: OptionVisitor {
    private(set) var texts: [String] = []

    init(of options: ServeOptions) {
        var options = options
        // Nothing here throws.
        try? options.visit(&self)
    }

    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        texts.append("\(name): \(value)")
    }

    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value?,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        texts.append("\(name): \(value.map { "\($0)" } ?? "none")")
    }

    mutating func options<Value>(
        _ name: String,
        _ values: inout [Value],
        _ description: @autoclosure @escaping () -> OptionDescription,
        read: @escaping @Sendable (String) throws -> Value
    ) {
        texts.append("\(name): \(values)")
    }

    mutating func flag(
        _ name: String,
        _ value: inout Bool,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        texts.append("\(name): \(value)")
    }
}
