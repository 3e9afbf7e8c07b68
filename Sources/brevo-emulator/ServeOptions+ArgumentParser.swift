internal import ArgumentParser

/// ArgumentParser finds the options of a type by reflection, and gives it their values by decoding.
extension ServeOptions: ParsableArguments, CustomReflectable {
    /// The property wrappers that ArgumentParser looks for, by the names of the options.
    var customMirror: Mirror {
        Mirror(self, children: DeclaredOption.all.map { (label: $0.name, value: $0.wrapper()) }, displayStyle: .struct)
    }

    init(from decoder: any Decoder) throws {
        self.init()
        var reader = ParsedOptions(values: try decoder.container(keyedBy: OptionKey.self))
        try visit(&reader)
    }
}

/// The name of an option as a key of what ArgumentParser has parsed.
private struct OptionKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

/// Sets options to what ArgumentParser has parsed.
private struct ParsedOptions: OptionVisitor {
    let values: KeyedDecodingContainer<OptionKey>

    func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) throws {
        value = try parsed(name, as: Option<Value>.self).wrappedValue
    }

    func option<Value: ExpressibleByArgument>(
        _ name: String,
        _ value: inout Value?,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) throws {
        value = try parsed(name, as: Option<Value?>.self).wrappedValue
    }

    func options<Value>(
        _ name: String,
        _ values: inout [Value],
        _ description: @autoclosure @escaping () -> OptionDescription,
        read: @escaping @Sendable (String) throws -> Value
    ) throws {
        values = try parsed(name, as: Option<[Value]>.self).wrappedValue
    }

    func flag(
        _ name: String,
        _ value: inout Bool,
        _ description: @autoclosure @escaping () -> OptionDescription
    ) throws {
        value = try parsed(name, as: Flag<Bool>.self).wrappedValue
    }

    private func parsed<Wrapper: Decodable>(_ name: String, as wrapper: Wrapper.Type) throws -> Wrapper {
        try values.decode(wrapper, forKey: OptionKey(stringValue: name))
    }
}
