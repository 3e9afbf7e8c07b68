internal import CPCRE2

/// A pattern compiled by PCRE2 (pcre2api(3)); it matches whole strings only.
///
/// `@unchecked Sendable` because the code is not written after `init`, and threads can share it (pcre2api(3),
/// "Multithreading"); each match has its own data.
@safe final class Program: @unchecked Sendable {
    enum Outcome {
        case match, noMatch
        /// A limit was reached before there was a result.
        case undecided
    }

    struct Options: OptionSet {
        let rawValue: UInt8
        static let machineCode = Options(rawValue: 1)
        /// A callout before each item.
        static let automaticCallouts = Options(rawValue: 2)
    }

    private let code: OpaquePointer

    init(_ pattern: String, _ options: Options = []) throws(RegularExpression.Failure) {
        guard let settings = unsafe pcre2_compile_context_create_8(nil) else { Self.outOfMemory() }
        defer { unsafe pcre2_compile_context_free_8(settings) }
        unsafe pcre2_set_newline_8(settings, UInt32(PCRE2_NEWLINE_ANYCRLF))
        var (error, offset): (Int32, Int) = (0, 0)
        let flags =
            PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOTALL | PCRE2_ANCHORED
            | PCRE2_ENDANCHORED | (options.contains(.automaticCallouts) ? UInt32(PCRE2_AUTO_CALLOUT) : 0)
        let bytes = pattern.utf8.span
        let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe pcre2_compile_8(buffer.baseAddress, buffer.count, flags, &error, &offset, settings)
        }
        guard let compiled = unsafe compiled else {
            throw RegularExpression.Failure(message: Self.message(of: error), offset: offset)
        }
        // Without a just-in-time compiler, or where it is not allowed, the interpreter does the work.
        if options.contains(.machineCode) { unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE) }
        unsafe code = compiled
    }

    deinit {
        unsafe pcre2_code_free_8(code)
    }

    /// The bytes of memory that the program takes.
    var memorySize: Int {
        var (code, machineCode) = (0, 0)
        unsafe pcre2_pattern_info_8(self.code, UInt32(PCRE2_INFO_SIZE), &code)
        unsafe pcre2_pattern_info_8(self.code, UInt32(PCRE2_INFO_JITSIZE), &machineCode)
        return code + machineCode
    }

    /// Matches a string within the limits of the settings.
    func match(_ text: String, _ settings: MatchSettings) -> Outcome {
        guard let data = unsafe pcre2_match_data_create_8(1, nil) else { Self.outOfMemory() }
        defer { unsafe pcre2_match_data_free_8(data) }
        let bytes = text.utf8.span
        let result = unsafe bytes.withUnsafeBufferPointer { buffer in
            func match(_ options: UInt32) -> Int32 {
                unsafe pcre2_match_8(code, buffer.baseAddress, buffer.count, 0, options, data, settings.context)
            }
            let result = match(PCRE2_NO_UTF_CHECK)
            // Machine code has a stack of 32 KiB; the interpreter, which is slower, uses the heap.
            return result == PCRE2_ERROR_JIT_STACKLIMIT ? match(PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT) : result
        }
        switch result {
        case 0...: return .match
        case PCRE2_ERROR_NOMATCH: return .noMatch
        default: return .undecided
        }
    }

    private static func message(of error: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
            let count = unsafe pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count)
            return unsafe String(decoding: buffer.prefix(Int(max(count, 0))), as: UTF8.self)
        }
    }

    static func outOfMemory() -> Never {
        preconditionFailure("PCRE2 fails to create a context only if memory has run out")
    }
}
