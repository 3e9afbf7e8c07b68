import BrevoEmulator
import Glibc
import Testing

/// An emulator is a guest in the process that links it.
@Suite struct GuestTests {
    @Test(arguments: ["epoll_wait", "poll", "recv", "send", "malloc", "free"])
    func `a function of the C library stays the C library's`(name: String) throws {
        let server = try EmulatorServer()
        defer { server.stop(grace: .zero) }
        let function = try #require(dlsym(dlopen(nil, RTLD_NOW), name))
        var information = Dl_info()
        try #require(dladdr(function, &information) != 0)
        let file = String(cString: information.dli_fname).split(separator: "/").last ?? ""
        #expect(file.hasPrefix("libc.so") || file.hasPrefix("libc-"))
    }

    @Test func `the process handles its signals as before`() throws {
        func handlers() -> [Bool] {
            (1..<32).map { number in
                var action = sigaction()
                sigaction(number, nil, &action)
                return action.__sigaction_handler.sa_handler == nil
            }
        }
        let before = handlers()
        let server = try EmulatorServer()
        server.stop(grace: .zero)
        #expect(handlers() == before)
    }
}
