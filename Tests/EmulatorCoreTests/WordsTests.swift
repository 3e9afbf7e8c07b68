import BrevoCore
import Testing

@testable import EmulatorCore

/// How the page and the mails speak of times.
@Suite struct WordsTests {
    @Test(arguments: [
        ("2026-11-23T09:00:00Z", "23 November 2026, 09:00 UTC"),
        ("2027-01-01T00:00:59.999Z", "1 January 2027, 00:00 UTC"),
        ("0000-12-31T23:59:00Z", "31 December 0000, 23:59 UTC"),
    ])
    func `a moment is written to the minute`(text: String, words: String) {
        #expect(moment(text).inWords == words)
    }

    @Test(arguments: [
        (259_200, "3 days"), (259_199, "2 days 23 hours"), (86_400, "1 day"), (86_460, "1 day"),
        (90_000, "1 day 1 hour"),
        (3_660, "1 hour 1 minute"), (3_600, "1 hour"), (120, "2 minutes"), (59, "less than a minute"),
        (0, "less than a minute"), (-1, "less than a minute"),
    ])
    func `a duration is written in its two largest units`(seconds: Int, words: String) {
        #expect(Duration.seconds(seconds).inWords == words)
    }
}
