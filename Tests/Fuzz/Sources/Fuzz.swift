import Glibc

/// A target as libFuzzer calls it.
private typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// libFuzzer's loop, as its documentation describes it for programs with an entry point of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: Callback
) -> CInt

/// The target that the variable `FUZZ_TARGET` names.
private let target: FuzzTarget = {
    guard let target = FuzzTarget(rawValue: unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? "")
    else {
        fatalError("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
    }
    return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.take(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// What the package manager takes for the program's entry point.
@_cdecl("fuzz_main")
public func runFuzzer(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var (count, arguments) = (count, unsafe arguments)
    return unsafe runFuzzer(&count, &arguments) { unsafe takeInput($0, $1) }
}
