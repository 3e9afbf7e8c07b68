internal import HTTPMessage
internal import MicroHTTP

/// The GET request that the stand-ins for curl and wget make.
struct StandInRequest {
    enum Failure: Error {
        case probe(HTTPProbe.Failure)
        /// The image has nothing to check a certificate with, and an unchecked one must be asked for.
        case untrustedCertificate
    }

    /// A URL, or one without its scheme.
    let url: String
    /// Each as `Name: value`.
    let headers: [String]
    let acceptsAnyCertificate: Bool
    let timeout: Duration

    func response() throws(Failure) -> HTTPResponse {
        let target = try target()
        guard !target.isSecure || acceptsAnyCertificate else { throw .untrustedCertificate }
        var probe = HTTPProbe(target)
        for line in headers {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { probe.headers.append(String(parts[0]), String(parts[1].drop { $0 == " " })) }
        }
        probe.timeout = timeout
        do throws(HTTPProbe.Failure) { return try probe.response() } catch { throw .probe(error) }
    }

    private func target() throws(Failure) -> HTTPProbe.Target {
        let whole = url.contains("://") ? url : "http://" + url
        do throws(HTTPProbe.Failure) { return try HTTPProbe.Target(whole) } catch { throw .probe(error) }
    }
}
