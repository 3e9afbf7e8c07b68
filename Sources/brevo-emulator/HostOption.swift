internal import ArgumentParser

/// The value of `--allow-host`: a host name, without a port.
struct HostOption {
    let text: String

    init(_ argument: String) throws(ValidationError) {
        guard (1...253).contains(argument.utf8.count), argument.utf8.allSatisfy(Self.isNameByte) else {
            throw ValidationError("write a host name, without a scheme or port")
        }
        text = argument
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
