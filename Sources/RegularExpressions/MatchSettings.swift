internal import CPCRE2

/// The limits of a match, as PCRE2 takes them.
///
/// `@unchecked Sendable` because it is not written after `init`, except by ``withSteps(_:_:)``, which is for settings that
/// one thread uses for one match.
@safe final class MatchSettings: @unchecked Sendable {
    let context: OpaquePointer

    /// - Parameter backtracks: How often a match may backtrack.
    init(backtracks: UInt32) {
        guard let context = unsafe pcre2_match_context_create_8(nil) else { Program.outOfMemory() }
        unsafe pcre2_set_match_limit_8(context, backtracks)
        unsafe pcre2_set_depth_limit_8(context, 100_000)
        unsafe pcre2_set_heap_limit_8(context, 8192)
        unsafe self.context = context
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
    }

    /// Counts the callouts of the matches in the closure, and ends a match that makes too many.
    func withSteps<Result>(_ counter: inout StepCounter, _ match: () -> Result) -> Result {
        unsafe withUnsafeMutablePointer(to: &counter) { counter in
            unsafe pcre2_set_callout_8(context, callOut, counter)
            defer { unsafe pcre2_set_callout_8(context, nil, nil) }
            return match()
        }
    }
}

/// Called by PCRE2 for each callout; `data` is the ``StepCounter``.
private func callOut(
    _ block: UnsafeMutablePointer<pcre2_callout_block_8>?,
    _ data: UnsafeMutableRawPointer?
) -> Int32 {
    guard let counter = unsafe data?.assumingMemoryBound(to: StepCounter.self) else { return PCRE2_ERROR_CALLOUT }
    return unsafe counter.pointee.callOut() ? 0 : PCRE2_ERROR_CALLOUT
}
