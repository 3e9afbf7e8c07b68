internal import ArgumentParser

/// Is told about each option of `serve`, and may read or set its value.
protocol OptionVisitor {
    /// An option with a value: `--port 0`.
    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) throws

    /// An option that has no value by default.
    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value?,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) throws

    /// An option that may be repeated.
    ///
    /// - Parameter read: Makes a value of an argument.
    mutating func options<Value>(
        _ name: String,
        _ values: inout [Value],
        _ description: @autoclosure @escaping () -> OptionDescription,
        read: @escaping @Sendable (String) throws -> Value
    ) throws

    /// An option without a value, which is off by default.
    mutating func flag(
        _ name: String,
        _ value: inout Bool,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) throws
}

extension OptionVisitor {
    /// An option for a number, whose range stands for the value in help and errors: `--threads <1-256>`.
    mutating func option<let lowest: Int, let highest: Int>(
        _ name: String,
        _ value: inout NumberInRange<lowest, highest>,
        _ abstract: String
    ) throws {
        try option(name, &value, OptionDescription(abstract, valueName: "\(lowest)-\(highest)"))
    }
}

/// What help and completions say about an option.
struct OptionDescription: ExpressibleByStringLiteral {
    let help: ArgumentHelp
    let completion: CompletionKind?

    init(_ abstract: String, valueName: String? = nil, completion: CompletionKind? = nil) {
        help = ArgumentHelp(abstract, valueName: valueName)
        self.completion = completion
    }

    init(stringLiteral abstract: String) {
        self.init(abstract)
    }
}
