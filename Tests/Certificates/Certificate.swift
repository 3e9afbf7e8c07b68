package import Foundation

/// A certificate that signs itself, for 127.0.0.1 and localhost, made by the `openssl` program for one run of the tests.
package struct Certificate: Sendable {
    /// The certificate in PEM.
    package let certificate: URL
    /// Its private key in PEM.
    package let key: URL

    package init(in folder: URL) throws {
        certificate = folder.appendingPathComponent("certificate.pem")
        key = folder.appendingPathComponent("key.pem")
        let output = try openssl(
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
                + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
                + ["-keyout", key.path, "-out", certificate.path]
        )
        guard FileManager.default.fileExists(atPath: key.path) else { throw Failure(output: output) }
    }

    /// What a client of this server sends and is sent inside TLS, that client being OpenSSL's, until the server ends it.
    package func exchange(_ text: String, with port: UInt16) throws -> String {
        try openssl(
            ["s_client", "-quiet", "-connect", "127.0.0.1:\(port)", "-verify_ip", "127.0.0.1"]
                + ["-CAfile", certificate.path, "-verify_return_error"],
            input: text
        )
    }

    /// `openssl` wrote no certificate.
    package struct Failure: Error {
        package let output: String
    }
}

/// What the program writes to stdout, given this; ended after 20 seconds, so that no test waits for ever.
private func openssl(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "20", "openssl"] + arguments
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
}
