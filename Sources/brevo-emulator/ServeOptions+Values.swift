public import ArgumentParser
public import BrevoCore

extension Accounts.KeyPolicy: ExpressibleByArgument {}

extension RateLimits.Policy: ExpressibleByArgument {
    /// Reads `off`, `count`, `documented` or a number.
    public init?(argument: String) {
        self.init(argument)
    }

    /// The value as the option takes it.
    public var defaultValueDescription: String {
        switch self {
        case .off: "off"
        case .count: "count"
        case .documented: "documented"
        case .perHour(let number): String(number)
        }
    }
}
