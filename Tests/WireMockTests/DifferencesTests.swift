import JSON
import Testing
import WireMock

/// The deliberate differences from WireMock 2.35.1 in fixtures/wiremock/differences.json.
struct DifferencesTests {
    @Test(arguments: MatchingCase.cases("differences"))
    func `a known difference is as documented`(sample: MatchingCase) throws {
        let request = MatchableRequest(sample.request, now: 1_790_000_000_000)
        guard let emulator = sample.emulator else {
            #expect(throws: AdminError.self) { try RequestPattern(sample.pattern) }
            return
        }
        #expect(try RequestPattern(sample.pattern).matches(request) == emulator)
    }
}
