internal import ArgumentParser

/// The value of `--memory`: a number of bytes, `KiB`, `MiB` or `GiB`, from 16 MiB to 1024 GiB.
struct MemorySize: ExpressibleByArgument {
    private static let range = 16 << 20...1 << 40
    private static let units = [("KiB", 10), ("MiB", 20), ("GiB", 30)]

    let bytes: Int

    init(mebibytes: Int) {
        bytes = mebibytes << 20
    }

    init?(argument: String) {
        let unit = Self.units.first { argument.hasSuffix($0.0) }
        let digits = argument.dropLast(unit?.0.count ?? 0)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits) else {
            return nil
        }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << (unit?.1 ?? 0))
        guard !overflows, Self.range.contains(bytes) else { return nil }
        self.bytes = bytes
    }

    var defaultValueDescription: String { "\(bytes >> 20)MiB" }
}
