import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct ListeningTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1", "127.0.0.1"), ("::1", "::1", "::1"),
        ("0.0.0.0", "127.0.0.1", "127.0.0.1"), ("::", "::1", "::1"), ("::", "127.0.0.1", "127.0.0.1"),
    ])
    func `a listener is reached at its address and sees its client's`(host: String, to: String, from: String) throws {
        try withListener(.init(host: host), answering: echo) { listener in
            let answer = try RawClient(listener.port, host: to).get()
            #expect(answer.body.hasPrefix("GET / \(from)\n"))
        }
    }

    @Test func `a port in use is named`() throws {
        try withListener(answering: echo) { listener in
            let failure = #expect(throws: HTTPListener.Failure.self) {
                try HTTPListener(.init(port: listener.port), handler: echo)
            }
            #expect(failure?.message == "port \(listener.port) is in use")
        }
    }

    @Test(arguments: [
        ("192.0.2.1", "this machine does not have the address 192.0.2.1"),
        ("example.com", "example.com is not a numeric address such as 127.0.0.1 or ::1"),
    ])
    func `an address that is not available is named`(host: String, message: String) {
        let failure = #expect(throws: HTTPListener.Failure.self) {
            try HTTPListener(.init(host: host), handler: echo)
        }
        #expect(failure?.message == message)
    }

    @Test func `a listener stops when it is released`() throws {
        let port = try HTTPListener(handler: echo).port
        #expect(throws: (any Error).self) { try RawClient(port) }
    }
}
