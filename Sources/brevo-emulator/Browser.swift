internal import Glibc

/// The browser of the person who has started the program.
enum Browser {
    /// Opens a page by `xdg-open`; without one, nothing happens.
    static func open(_ url: String) {
        let words = ["xdg-open", url]
        var arguments = unsafe words.map { word in unsafe strdup(word) }
        unsafe arguments.append(nil)
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var process = pid_t()
        // Its messages are not the program's.
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        unsafe posix_spawnp(&process, "xdg-open", &actions, nil, &arguments, environ)
    }
}
