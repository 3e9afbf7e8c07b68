/// How long responses are delayed: a fixed time, a random one, or the sum of both.
public struct ResponseDelay: Sendable, Equatable {
    /// The delays that a document may ask for, in milliseconds: a day at most.
    public static let range = 0...86_400_000

    /// The fixed part, in milliseconds.
    public var fixedMilliseconds: Int?
    /// The random part.
    public var distribution: DelayDistribution?

    /// Creates a delay.
    public init(fixedMilliseconds: Int? = nil, distribution: DelayDistribution? = nil) {
        self.fixedMilliseconds = fixedMilliseconds
        self.distribution = distribution
    }

    /// The delay of one response; a part that is nil is taken from the other delay.
    func sample(otherwise global: ResponseDelay, using random: inout some RandomNumberGenerator) -> Duration? {
        let fixed = fixedMilliseconds ?? global.fixedMilliseconds ?? 0
        let drawn = (distribution ?? global.distribution)?.sample(using: &random) ?? .zero
        let delay = .milliseconds(fixed) + drawn
        return delay > .zero ? delay : nil
    }
}
