// `environ` is a mutable global, which Swift cannot know to be safe.
@unsafe @preconcurrency internal import Glibc

/// The environment that the process was started with.
enum ProcessEnvironment {
    /// All variables by name; of two with the same name the first counts, as for `getenv`.
    ///
    /// Read before any thread starts; nobody sets variables later.
    static var variables: [String: String] {
        var variables: [String: String] = [:]
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let parts = unsafe String(cString: entry).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if parts.count == 2 { variables[String(parts[0]), default: String(parts[1])] = String(parts[1]) }
            unsafe next += 1
        }
        return variables
    }
}
