import BrevoEmulator
import HTTPMessage
import MicroHTTP

/// Measures how long it takes from nothing to an emulator's first answer, within one process.
@main struct StartTime {
    static func main() throws {
        let clock = ContinuousClock()
        var times: [Duration] = []
        for _ in 0..<50 {
            let start = clock.now
            let server = try EmulatorServer()
            let answer = try HTTPProbe(try HTTPProbe.Target(server.url + "/__emulator/livez")).response()
            times.append(clock.now - start)
            precondition(answer.status == .ok, "the emulator is alive once it listens")
            server.stop(grace: .zero)
        }
        let sorted = times.sorted()
        print("start to first answer: first \(times[0]), median \(sorted[25]), slowest \(sorted[49])")
    }
}
