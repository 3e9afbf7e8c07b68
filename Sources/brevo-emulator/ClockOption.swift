internal import ArgumentParser
internal import BrevoCore

/// The clock of the worlds as an option sets it.
enum ClockOption: ExpressibleByArgument {
    case real
    case frozen(Timestamp)

    init?(argument: String) {
        if argument == "real" {
            self = .real
        } else if let time = Timestamp(argument) {
            self = .frozen(time)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { "real" }
}
