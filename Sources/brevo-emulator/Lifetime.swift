internal import ArgumentParser

/// A time span as an option takes it: a whole number and s, m or h.
struct Lifetime: ExpressibleByArgument, CustomStringConvertible {
    let duration: Duration
    let description: String

    init(hours: Int) {
        (duration, description) = (.seconds(hours * 3600), "\(hours)h")
    }

    init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int(argument.dropLast()),
            (1...1_000_000).contains(count)
        else { return nil }
        (duration, description) = (.seconds(count * unit), argument)
    }

    var defaultValueDescription: String { description }
}
