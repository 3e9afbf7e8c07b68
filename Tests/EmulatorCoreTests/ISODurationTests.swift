import Testing

@testable import EmulatorCore

@Suite struct ISODurationTests {
    @Test(
        arguments: [
            ("PT73H", .seconds(262_800)), ("P3D", .seconds(259_200)), ("P1W", .seconds(604_800)),
            ("PT1M", .seconds(60)),
            ("PT1S", .seconds(1)), ("PT0S", .zero), ("P0D", .zero), ("PT0.5S", .milliseconds(500)),
            ("PT0.001S", .milliseconds(1)), ("PT1.0009S", .milliseconds(1000)), ("PT007S", .seconds(7)),
            ("P3DT12H", .seconds(302_400)), ("P1DT1H1M1.5S", .milliseconds(90_061_500)), ("PT1H30S", .seconds(3630)),
            ("P1W1D", .seconds(691_200)), ("PT90M", .seconds(5400)),
        ] as [(String, Duration)]
    )
    func `a duration is read to the millisecond`(text: String, duration: Duration) {
        #expect(ISODuration(fieldText: text)?.duration == duration)
    }

    @Test(arguments: [
        "", "P", "PT", "T1H", "1H", "73H", "P1", "P1H", "PT1D", "PT1W", "P1Y", "P1M", "P1Y2M", "P1DT", "PT1H1D",
        "PT1M1H",
        "PT1S1M", "-PT1H", "PT-1H", "+PT1H", "PT+1H", "P1.5D", "PT1.5H", "PT.5S", "PT1.S", "PT1.2.3S", "PT1,5S", "pt1h",
        "PT1h", " PT1H", "PT1H ", "PT1 H", "PT1HT1M", "PPT1H", "PT1H1H", "PT\u{661}H", "PT0x1H",
        "P9223372036854775807W", "PT99999999999999999999S", "P106751991167DT99999999999H",
    ])
    func `what is no duration is refused`(text: String) {
        #expect(ISODuration(fieldText: text) == nil)
    }
}
