internal import ArgumentParser

/// A whole number as an option takes it, from one bound to another.
struct NumberInRange<let lowest: Int, let highest: Int>: ExpressibleByArgument, ExpressibleByIntegerLiteral {
    let value: Int

    init(integerLiteral value: Int) {
        self.init(value)
    }

    init(_ value: Int) {
        precondition((lowest...highest).contains(value), "\(value) is not from \(lowest) to \(highest)")
        self.value = value
    }

    init?(argument: String) {
        guard let value = Int(argument), (lowest...highest).contains(value) else { return nil }
        self.value = value
    }

    var defaultValueDescription: String { "\(value)" }
}

extension Option {
    /// An option for a number, whose range stands for the value in help and errors: `--threads <1-256>`.
    init<let lowest: Int, let highest: Int>(wrappedValue: Value, help abstract: String)
    where Value == NumberInRange<lowest, highest> {
        self.init(wrappedValue: wrappedValue, help: ArgumentHelp(abstract, valueName: "\(lowest)-\(highest)"))
    }
}
