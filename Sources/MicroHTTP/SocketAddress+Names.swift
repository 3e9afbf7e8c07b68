internal import CMicroHTTPD
internal import Glibc

extension SocketAddress {
    /// The addresses of a host, numeric or by name.
    ///
    /// `localhost` needs no looking up (RFC 6761 §6.3): an image of one program has no files to look it up in.
    static func all(of host: String, port: UInt16) -> [SocketAddress] {
        if host.lowercased() == "localhost" {
            return ["127.0.0.1", "::1"].compactMap { SocketAddress(host: $0, port: port) }
        }
        if let address = SocketAddress(host: host, port: port) { return [address] }
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &found) == 0 else { return [] }
        defer { unsafe freeaddrinfo(found) }
        var addresses: [SocketAddress] = []
        var next = unsafe found
        while let entry = unsafe next {
            addresses.append(unsafe SocketAddress(copying: entry.pointee.ai_addr))
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }
}
