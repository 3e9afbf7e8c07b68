internal import CPCRE2

/// A pattern as PCRE2 compiled it (pcre2api(3)); it matches whole texts only.
///
/// `@unchecked Sendable` because code and context are never written after `init`, and PCRE2 lets threads share such
/// (pcre2api(3), "Multithreading"); what a match writes to is its own.
@safe final class Program: @unchecked Sendable {
    private let code: OpaquePointer
    private let context: OpaquePointer

    /// Steps of backtracking that one match may take, and the memory in KiB that it may take them with.
    private static let (matchLimit, depthLimit, heapLimit): (UInt32, UInt32, UInt32) = (1_000_000, 100_000, 8192)

    init(_ pattern: String) throws(RegularExpression.Failure) {
        guard let settings = unsafe pcre2_compile_context_create_8(nil) else { Self.exhausted() }
        defer { unsafe pcre2_compile_context_free_8(settings) }
        unsafe pcre2_set_newline_8(settings, UInt32(PCRE2_NEWLINE_ANYCRLF))

        var (error, offset): (Int32, Int) = (0, 0)
        let bytes = pattern.utf8.span
        let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe pcre2_compile_8(
                buffer.baseAddress,
                buffer.count,
                PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOTALL | PCRE2_ANCHORED
                    | PCRE2_ENDANCHORED,
                &error,
                &offset,
                settings
            )
        }
        guard let compiled = unsafe compiled else {
            throw RegularExpression.Failure(message: Self.message(of: error), offset: offset)
        }
        guard let context = unsafe pcre2_match_context_create_8(nil) else { Self.exhausted() }
        unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
        unsafe pcre2_set_depth_limit_8(context, Self.depthLimit)
        unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
        // Where there is no just-in-time compiler, or it is not allowed to run, the interpreter does the work.
        unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
        unsafe (code, self.context) = (compiled, context)
    }

    deinit {
        unsafe pcre2_code_free_8(code)
        unsafe pcre2_match_context_free_8(context)
    }

    func matches(_ text: String) -> Bool {
        guard let result = unsafe pcre2_match_data_create_8(1, nil) else { Self.exhausted() }
        defer { unsafe pcre2_match_data_free_8(result) }
        let bytes = text.utf8.span
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            func match(_ options: UInt32) -> Int32 {
                unsafe pcre2_match_8(code, buffer.baseAddress, buffer.count, 0, options, result, context)
            }
            let count = match(PCRE2_NO_UTF_CHECK)
            // Compiled code has 32 KiB of stack; the interpreter, which is slower, has the heap.
            if count == PCRE2_ERROR_JIT_STACKLIMIT { return match(PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT) >= 0 }
            return count >= 0
        }
    }

    private static func message(of error: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
            let count = unsafe pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count)
            return unsafe String(decoding: buffer.prefix(Int(max(count, 0))), as: UTF8.self)
        }
    }

    private static func exhausted() -> Never {
        preconditionFailure("PCRE2 fails to make a context only where memory has run out")
    }
}
