internal import Glibc

/// Descriptors 0 to 2, which the caller of the program may have closed (`brevo-emulator >&- 2>&-`).
enum StandardDescriptors {
    /// Opens `/dev/null` in place of those that are closed, so that no socket gets the number of stdout or stderr.
    static func open() {
        while true {
            var descriptor = unsafe Glibc.open("/dev/null", O_RDWR)
            // A container without devices has a root all the same, and writing to a directory only fails.
            if descriptor < 0 { descriptor = unsafe Glibc.open("/", O_RDONLY | O_DIRECTORY) }
            guard (0...STDERR_FILENO).contains(descriptor) else {
                if descriptor >= 0 { close(descriptor) }
                return
            }
        }
    }
}
