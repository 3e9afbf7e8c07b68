internal import ArgumentParser

/// The value of `--allow-host`: a host name, without a port.
struct HostOption: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        guard (1...253).contains(argument.utf8.count), argument.utf8.allSatisfy(Self.isNameByte) else { return nil }
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
