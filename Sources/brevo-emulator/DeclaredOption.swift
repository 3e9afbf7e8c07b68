internal import ArgumentParser

/// An option of `serve` as `ServeOptions` declares it.
struct DeclaredOption {
    enum Kind {
        case flag, single, repeated
    }

    /// The name without hyphens in front: `port-file`.
    let name: String
    let kind: Kind
    /// Whether an empty variable is an error rather than no variable: a secret that failed to arrive must not leave the
    /// door open.
    let isSecret: Bool
    /// Makes the property wrapper by which ArgumentParser knows the option.
    let wrapper: () -> Any

    /// Every option of `serve`.
    static var all: [DeclaredOption] {
        var (options, collector) = (ServeOptions(), OptionCollector())
        // A collector throws nothing.
        try? options.visit(&collector)
        return collector.options
    }

    /// The arguments that a variable of this value stands for.
    func arguments(for value: String, in variable: String) throws -> [String] {
        if value.isEmpty, !isSecret { return [] }
        switch (kind, value) {
        case (.single, _): return ["--\(name)=\(value)"]
        case (.repeated, _): return value.split(separator: ",").map { "--\(name)=\($0)" }
        case (.flag, "1"), (.flag, "true"): return ["--\(name)"]
        case (.flag, "0"), (.flag, "false"): return []
        case (.flag, _): throw ValidationError("\(variable): The value '\(value)' is neither true nor false")
        }
    }
}

/// Collects the declarations of options.
private struct OptionCollector: OptionVisitor {
    var options: [DeclaredOption] = []

    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        add(name, .single) { [value] in
            let (help, completion) = (description().help, description().completion)
            return Option(wrappedValue: value, name: .customLong(name), help: help, completion: completion)
        }
    }

    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value?,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        add(name, .single, isSecret: Value.self == AdminTokenOption.self) {
            Option<Value?>(name: .customLong(name), help: description().help, completion: description().completion)
        }
    }

    mutating func options<Value>(
        _ name: String,
        _ values: inout [Value],
        _ description: @autoclosure @escaping () -> OptionDescription,
        read: @escaping @Sendable (String) throws -> Value
    ) {
        add(name, .repeated) { [values] in
            let (help, completion) = (description().help, description().completion)
            return Option(
                wrappedValue: values,
                name: .customLong(name),
                help: help,
                completion: completion,
                transform: read
            )
        }
    }

    mutating func flag(
        _ name: String,
        _ value: inout Bool,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        add(name, .flag) { [value] in Flag(wrappedValue: value, name: .customLong(name), help: description().help) }
    }

    private mutating func add(
        _ name: String,
        _ kind: DeclaredOption.Kind,
        isSecret: Bool = false,
        wrapper: @escaping () -> Any
    ) {
        options.append(DeclaredOption(name: name, kind: kind, isSecret: isSecret, wrapper: wrapper))
    }
}
