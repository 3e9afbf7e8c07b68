internal import Synchronization

/// Matches a pattern at a limited cost.
///
/// PCRE2 limits how often a match backtracks, but not how far each step looks, and does not tell what a match cost. So a
/// match is first tried with a low limit, and its time is charged. If it reaches the limit, a second program, which calls
/// out before each part that can look far, matches again with the steps that are left.
final class Matcher: Sendable {
    private let pattern: String
    /// The program before it is worth compiling to machine code, which takes longer than a hundred matches.
    private let interpreted: Program
    private let compiled = AtomicLazyReference<Program>()
    private let counting = AtomicLazyReference<Program>()
    private let uses = Atomic<Int>(0)

    private static let usesBeforeCompilation = 8
    /// Compilation is left to a later match if the steps would not suffice for much else.
    private static let stepsForCompilation = 1_000_000

    init(_ pattern: String) throws(RegularExpression.Failure) {
        self.pattern = pattern
        interpreted = try Program(JavaSyntax.translate(pattern).pattern)
    }

    var memorySize: Int {
        let programs = [interpreted, compiled.load(), counting.load()].compactMap(\.self)
        return pattern.utf8.count + programs.reduce(256) { $0 + $1.memorySize }
    }

    func matches(_ text: String, _ steps: inout Int) -> Bool {
        steps -= 10
        guard steps > 0 else { return false }
        if let settings = QuickMatch.settings(forLength: text.utf8.count) {
            let start = Clock.monotonic.nanoseconds
            let outcome = program(steps).match(text, settings)
            // An interrupted thread has not worked all the time.
            steps -= min(Clock.monotonic.nanoseconds - start, QuickMatch.maximumTime) / 10
            switch outcome {
            case .match: return true
            case .noMatch: return false
            case .undecided: break
            }
        }
        return matchCounting(text, &steps)
    }

    private func program(_ steps: Int) -> Program {
        if let program = compiled.load() { return program }
        guard uses.add(1, ordering: .relaxed).newValue > Self.usesBeforeCompilation, steps > Self.stepsForCompilation,
            let translation = try? JavaSyntax.translate(pattern),
            let program = try? Program(translation.pattern, .machineCode)
        else { return interpreted }
        return compiled.storeIfNil(program)
    }

    private func matchCounting(_ text: String, _ steps: inout Int) -> Bool {
        guard steps > 0, let program = countingProgram() else {
            steps = 0
            return false
        }
        var counter = StepCounter(limit: steps)
        // A backtrack without a callout takes 1 to 5 ns.
        let settings = MatchSettings(backtracks: UInt32(clamping: 2 * steps))
        let outcome = settings.withSteps(&counter) { program.match(text, settings) }
        steps = outcome == .undecided ? 0 : counter.remaining
        return outcome == .match
    }

    /// Nil if the pattern is too large with callouts.
    private func countingProgram() -> Program? {
        if let program = counting.load() { return program }
        guard let translation = try? JavaSyntax.translate(pattern) else { return nil }
        let program =
            translation.needsAutomaticCallouts
            ? try? Program(translation.pattern, [.machineCode, .automaticCallouts])
            : try? Program(translation.patternWithCallouts, .machineCode)
        return program.map { counting.storeIfNil($0) }
    }
}

/// The limits of the first attempt at a match.
private enum QuickMatch {
    /// More nanoseconds are not charged; about what an attempt can take.
    static let maximumTime = 500_000

    /// Allow 16, 32, … 2048 backtracks.
    private static let settings = (4...11).map { MatchSettings(backtracks: 1 << $0) }

    /// The longer the text, the fewer backtracks, since each may look at all of it; nil for more than 16 KiB.
    static func settings(forLength length: Int) -> MatchSettings? {
        guard length <= 16_384 else { return nil }
        let backtracks = 262_144 / max(length, 128)
        return settings[Int.bitWidth - 1 - backtracks.leadingZeroBitCount - 4]
    }
}
