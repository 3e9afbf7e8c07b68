internal import CMicroHTTPD
internal import Glibc

/// An IPv4 or IPv6 address with its port, for system calls.
@safe struct SocketAddress {
    private var storage = sockaddr_storage()
    private var size = socklen_t(MemoryLayout<sockaddr_storage>.size)

    /// Storage for an address that a system call writes.
    init() {}

    /// Parses a numeric address, or `localhost` for 127.0.0.1.
    init?(host: String, port: UInt16) {
        let host = host == "localhost" ? "127.0.0.1" : host
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if unsafe inet_pton(AF_INET, host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            copy(four)
        } else if unsafe inet_pton(AF_INET6, host, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            copy(six)
        } else {
            return nil
        }
    }

    /// Copies an address that libmicrohttpd points to.
    init(copying raw: UnsafePointer<sockaddr>) {
        switch Int32(unsafe raw.pointee.sa_family) {
        case AF_INET: copy(unsafe UnsafeRawPointer(raw).load(as: sockaddr_in.self))
        case AF_INET6: copy(unsafe UnsafeRawPointer(raw).load(as: sockaddr_in6.self))
        default: break
        }
    }

    var family: Int32 { Int32(storage.ss_family) }

    var port: UInt16 {
        switch family {
        case AF_INET: UInt16(bigEndian: load(sockaddr_in.self).sin_port)
        default: UInt16(bigEndian: load(sockaddr_in6.self).sin6_port)
        }
    }

    /// Whether it is `::`.
    var isUnspecified: Bool { text == "::" }

    /// The numeric address without the port; an IPv4 address mapped to IPv6 is written as IPv4.
    var text: String {
        switch family {
        case AF_INET:
            var bytes = load(sockaddr_in.self).sin_addr
            return unsafe Self.digits(of: &bytes, family: AF_INET)
        case AF_INET6:
            var bytes = load(sockaddr_in6.self).sin6_addr
            let text = unsafe Self.digits(of: &bytes, family: AF_INET6)
            return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
        default: return ""
        }
    }

    func withRaw<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        unsafe withUnsafeBytes(of: storage) { bytes in
            unsafe body(bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), size)
        }
    }

    mutating func withMutableRaw<Result>(
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe body(bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &size)
        }
    }

    /// Only for sockaddr_in and sockaddr_in6, which are plain memory.
    private mutating func copy<Address>(_ address: Address) {
        size = socklen_t(MemoryLayout<Address>.size)
        unsafe withUnsafeMutableBytes(of: &storage) { storage in
            unsafe withUnsafeBytes(of: address) { unsafe storage.copyMemory(from: $0) }
        }
    }

    private func load<Address>(_ type: Address.Type) -> Address {
        unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: type) }
    }

    private static func digits(of bytes: UnsafeRawPointer, family: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            guard let start = text.baseAddress,
                unsafe inet_ntop(family, bytes, start, socklen_t(text.count)) != nil
            else { return "" }
            return unsafe String(cString: start)
        }
    }
}
