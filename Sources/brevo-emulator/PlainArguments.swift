internal import ArgumentParser

/// Sets options by arguments that are all known options with valid values.
///
/// Most command lines are like that. They are read without ArgumentParser, whose tables take half of the time of a
/// start and a third of the idle memory. Any other is left to ArgumentParser, which knows what is wrong with it.
struct PlainArguments: OptionVisitor {
    private var remaining: [String]
    private var isValid = true

    private init(_ arguments: [String]) {
        remaining = arguments
    }

    /// The options that the arguments set; nil if ArgumentParser must read them.
    static func options(in arguments: [String]) -> ServeOptions? {
        var (options, reader) = (ServeOptions(), PlainArguments(arguments))
        guard (try? options.visit(&reader)) != nil, reader.isValid, reader.remaining.isEmpty else { return nil }
        return options
    }

    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        value = taken(name) ?? value
    }

    mutating func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value?,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        value = taken(name) ?? value
    }

    mutating func options<Value>(
        _ name: String,
        _ values: inout [Value],
        _ description: @autoclosure @escaping () -> OptionDescription,
        read: @escaping @Sendable (String) throws -> Value
    ) throws {
        while let argument = takeValue(of: name) { values.append(try read(argument)) }
    }

    mutating func flag(
        _ name: String,
        _ value: inout Bool,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) {
        guard let index = remaining.firstIndex(of: "--" + name) else { return }
        remaining.remove(at: index)
        value = true
    }

    /// The value of an option, if one is given.
    private mutating func taken<Value: ExpressibleByArgument>(_ name: String) -> Value? {
        guard let argument = takeValue(of: name) else { return nil }
        let value = Value(argument: argument)
        isValid = isValid && value != nil
        return value
    }

    /// Takes the first argument for an option, and its value, from the arguments that remain.
    private mutating func takeValue(of name: String) -> String? {
        let prefix = "--\(name)="
        guard let index = remaining.firstIndex(where: { $0 == prefix.dropLast() || $0.hasPrefix(prefix) }) else {
            return nil
        }
        let argument = remaining.remove(at: index)
        if argument.count > prefix.count { return String(argument.dropFirst(prefix.count)) }
        // What begins with a hyphen is another option.
        guard argument != prefix, index < remaining.count, !remaining[index].hasPrefix("-") else {
            isValid = false
            return nil
        }
        return remaining.remove(at: index)
    }
}
