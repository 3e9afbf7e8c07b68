// Stands in for FoundationEssentials in the release binary: what ArgumentParser refers to, by the same names.
//
// ArgumentParser uses it for two things: to ask whether an error is a `LocalizedError`, which none of ours is, and to
// encode JSON for `--experimental-dump-help`, which the release binary does without. The real one makes up a quarter of
// the binary. scripts/build compiles this file; a debug build links the real one.

internal import Glibc

public protocol LocalizedError: Error {
    var errorDescription: String? { get }
}

open class JSONEncoder {
    public struct OutputFormatting: OptionSet, Sendable {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static let prettyPrinted = OutputFormatting(rawValue: 1)
        public static let sortedKeys = OutputFormatting(rawValue: 2)
    }

    /// Ends the process: the layout of this class is not that of the real one, so nothing may be called on it.
    public init() {
        let line: StaticString = "brevo-emulator: only a debug build can print this\n"
        _ = unsafe write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
        _exit(EXIT_FAILURE)
    }
}

public struct Data: Sendable {}

extension String {
    public struct Encoding: Sendable {
        public static let utf8 = Encoding()
    }

    public init?(data: __shared Data, encoding: Encoding) { return nil }
}
