internal import Glibc

/// Ends the program with a line where `/proc` is not mounted, before the Swift runtime starts.
///
/// The runtime reads the path of the program and its arguments there. Without it a static program aborts, and a dynamic
/// one sees no arguments. The linker places this function in front of the runtime's own constructors.
@section(".init_array.00101") @used
private let checkProc: @convention(c) () -> Void = {
    if unsafe access("/proc/self/cmdline", F_OK) == 0 { return }
    let line: StaticString = "brevo-emulator: /proc is not mounted, and the program cannot do without it\n"
    _ = unsafe write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
    _exit(EXIT_FAILURE)
}
