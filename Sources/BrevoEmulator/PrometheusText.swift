/// Metrics as Prometheus reads them (text format 0.0.4): a family at a time, its help and type before its samples.
struct PrometheusText {
    /// What a family's samples mean.
    enum Kind: String {
        case counter, gauge, histogram
    }

    private(set) var text = ""
    private var name = ""

    /// Writes a family; the closure writes its samples.
    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: (inout PrometheusText) -> Void) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        samples(&self)
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        family(name, .gauge, help) { $0.sample(value) }
    }

    /// Writes a family with cumulative buckets; the last count is of those past the last bound.
    mutating func histogram(_ name: String, _ help: String, nanoseconds bounds: [Int], counts: [Int], sum: Int) {
        family(name, .histogram, help) { text in
            var total = 0
            for (position, count) in counts.enumerated() {
                total += count
                let bound = position < bounds.count ? Self.decimal(bounds[position], digits: 9) : "+Inf"
                text.sample(total, [("le", bound)], suffix: "_bucket")
            }
            text.sample(Self.decimal(sum, digits: 9), suffix: "_sum")
            text.sample(total, suffix: "_count")
        }
    }

    mutating func sample(
        _ value: some CustomStringConvertible,
        _ labels: [(name: String, value: String)] = [],
        suffix: String = ""
    ) {
        let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += name + suffix + (pairs.isEmpty ? "" : "{\(pairs)}") + " \(value)\n"
    }

    /// A number of units of which 10 to the power of `digits` make one, without the zeros at its end.
    static func decimal(_ value: Int, digits: Int) -> String {
        let figures = String(value)
        let padded = String(repeating: "0", count: max(0, digits + 1 - figures.count)) + figures
        var fraction = padded.suffix(digits)
        while fraction.last == "0" { fraction.removeLast() }
        return padded.dropLast(digits) + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}
