import BrevoEmulator
import Foundation
import Glibc
import Testing

/// An emulator is a guest in the process that links it.
@Suite struct GuestTests {
    @Test(arguments: ["epoll_wait", "poll", "recv", "sendmsg", "malloc", "free"])
    func `a function of the C library stays the C library's`(name: String) throws {
        let server = try EmulatorServer()
        defer { server.stop(grace: .zero) }
        let function = UInt(bitPattern: try #require(dlsym(dlopen(nil, RTLD_NOW), name)))
        let file = try #require(try mappedFile(at: function))
        #expect(file.hasPrefix("libc.so") || file.hasPrefix("libc-"), "\(name) is in \(file)")
    }

    @Test func `the process handles its signals as before`() throws {
        func actions() -> [Bool] {
            (1..<32).map { number in
                var action = sigaction()
                sigaction(Int32(number), nil, &action)
                return action.__sigaction_handler.sa_handler == nil
            }
        }
        let before = actions()
        let server = try EmulatorServer()
        #expect(actions() == before)
        server.stop(grace: .zero)
        #expect(actions() == before)
    }

    /// The name of the file that the system has mapped to an address.
    private func mappedFile(at address: UInt) throws -> String? {
        let maps = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
        for line in String(decoding: try maps.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            if bounds.count == 2, (bounds[0]..<bounds[1]).contains(address) {
                return fields.last?.split(separator: "/").last.map(String.init)
            }
        }
        return nil
    }
}
