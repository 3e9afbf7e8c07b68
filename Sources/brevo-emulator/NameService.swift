/// How glibc resolves the names of hosts in this program.
enum NameService {
    /// Keeps to the sources that glibc contains: `/etc/hosts` and DNS.
    ///
    /// For others that `/etc/nsswitch.conf` may name, glibc loads modules of the system, and with them the system's own
    /// libc. A statically linked program does not survive that where the versions differ.
    static func useBuiltInSources() {
        _ = unsafe configureLookup("hosts", "files dns")
    }
}

/// glibc's own function (`nss.h`), which Swift's module of glibc leaves out.
@_silgen_name("__nss_configure_lookup")
private func configureLookup(_ database: UnsafePointer<CChar>, _ sources: UnsafePointer<CChar>) -> Int32
