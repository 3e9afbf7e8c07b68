/// How long answers are held back: a fixed time, one drawn by lot, or both, which then add up.
public struct ResponseDelay: Sendable, Equatable {
    /// The fixed part, in milliseconds.
    public var fixedMilliseconds: Int?
    /// The part that is drawn for each answer.
    public var distribution: DelayDistribution?

    /// A delay of these parts.
    public init(fixedMilliseconds: Int? = nil, distribution: DelayDistribution? = nil) {
        self.fixedMilliseconds = fixedMilliseconds
        self.distribution = distribution
    }

    /// The time for one answer; each part that is not set here is that of the other delay.
    func sample(otherwise global: ResponseDelay, using random: inout some RandomNumberGenerator) -> Duration? {
        let fixed = fixedMilliseconds ?? global.fixedMilliseconds ?? 0
        let drawn = (distribution ?? global.distribution)?.sample(using: &random) ?? .zero
        let delay = .milliseconds(fixed) + drawn
        return delay > .zero ? delay : nil
    }
}
