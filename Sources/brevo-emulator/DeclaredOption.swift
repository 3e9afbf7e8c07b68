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

    /// Every option of `serve`, found by reflection as ArgumentParser itself finds them.
    static var all: [DeclaredOption] {
        Mirror(reflecting: ServeOptions()).children.compactMap { child in
            guard let wrapper = child.value as? any OptionWrapper, let label = child.label else { return nil }
            return DeclaredOption(
                // The wrapper of `portFile` is stored as `_portFile`.
                name: hyphenated(label.drop { $0 == "_" }),
                kind: type(of: wrapper).kind,
                isSecret: type(of: wrapper).isSecret
            )
        }
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

    private static func hyphenated(_ label: Substring) -> String {
        var name = ""
        for (previous, character) in zip([nil] + label.map(Optional.some), label) {
            if character.isUppercase, previous?.isLowercase == true { name.append("-") }
            name += character.lowercased()
        }
        return name
    }
}

/// What ArgumentParser's property wrappers tell about their property.
private protocol OptionWrapper {
    static var kind: DeclaredOption.Kind { get }
    static var isSecret: Bool { get }
}

extension Flag: OptionWrapper {
    fileprivate static var kind: DeclaredOption.Kind { .flag }
    fileprivate static var isSecret: Bool { false }
}

extension Option: OptionWrapper {
    fileprivate static var kind: DeclaredOption.Kind { Value.self is any RepeatedValue.Type ? .repeated : .single }
    fileprivate static var isSecret: Bool { Value.self == AdminTokenOption?.self }
}

private protocol RepeatedValue {}

extension Array: RepeatedValue {}
