internal import CMicroHTTPD

/// The memory that the process has and does not use.
public enum FreeMemory {
    /// Has the C library keep little of it, in as few arenas as there are threads that allocate much.
    ///
    /// Otherwise it keeps the end of each arena, up to twice the largest block that was ever freed. The setting is the
    /// whole process's, so a program makes it, before its first thread, and a library does not.
    public static func keepLittle(threads: Int) {
        mallopt(M_ARENA_MAX, Int32(clamping: threads))
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }

    /// Gives it back to the system, on a thread of its own because that takes a while.
    static func release() {
        Thread { malloc_trim(0) }?.detach()
    }
}
