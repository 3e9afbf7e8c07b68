import Testing

@testable import WireMock

@Suite struct DurationTests {
    @Test(
        arguments: [
            (.zero, 0), (.milliseconds(1), 1), (.microseconds(1999), 1), (.milliseconds(-1), -1),
            (.milliseconds(Int.max), .max), (.milliseconds(Int.max) + .milliseconds(Int.max), .max),
            (.milliseconds(Int.min) - .milliseconds(1), .min), (.seconds(Int64.max), .max),
        ] as [(Duration, Int)]
    )
    func `milliseconds are whole and clamped`(duration: Duration, milliseconds: Int) {
        #expect(duration.milliseconds == milliseconds)
    }
}
