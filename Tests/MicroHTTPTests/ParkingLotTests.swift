import Testing

@testable import MicroHTTP

@Suite struct ParkingLotTests {
    @Test(arguments: [0, 1, 10, 1_000, 10_000, 1_000_000, .max / 200])
    func `however many are parked, none waits long for others`(count: Int) {
        #expect((.zero ... .milliseconds(2)).contains(ParkingLot.pause(whileParked: count)))
    }

    @Test(arguments: 0...100) func `a few that are parked hardly wait for each other`(count: Int) {
        #expect(ParkingLot.pause(whileParked: count) <= .microseconds(20))
    }

    @Test func `the more are parked, the more are resumed at once`() {
        let pauses = [0, 1, 100, 1_000, 10_000].map(ParkingLot.pause(whileParked:))
        #expect(pauses == pauses.sorted() && Set(pauses).count == pauses.count)
    }
}
