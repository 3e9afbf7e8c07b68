/// A property in memory of its own, so that copying the value that has it copies one reference.
///
/// It is for properties that are large and seldom read.
@propertyWrapper
struct Indirect<Value: Sendable>: Sendable {
    private indirect enum Storage {
        case value(Value)
    }

    private var storage: Storage

    init(wrappedValue: Value) { storage = .value(wrappedValue) }

    var wrappedValue: Value {
        get {
            switch storage {
            case .value(let value): value
            }
        }
        set { storage = .value(newValue) }
    }
}
