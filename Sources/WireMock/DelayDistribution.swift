internal import Glibc
public import JSON

/// How random delays are distributed, in milliseconds.
public enum DelayDistribution: Sendable, Equatable {
    /// Always the same delay.
    case fixed(milliseconds: Int)
    /// Any whole number from lower to upper, all equally likely.
    case uniform(lower: Int, upper: Int)
    /// Log-normal around a median, never above the maximum.
    case logNormal(median: Double, sigma: Double, maximum: Double?)

    private enum Kind: String, CaseIterable {
        case fixed, uniform, lognormal
    }

    /// The distribution at this place of a document.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public init(_ json: JSONValue, at pointer: JSONPointer) throws(AdminError) {
        self = try Faults.collect { faults in
            Fields(json, at: pointer, "A delay distribution", faults).flatMap(DelayDistribution.init)
        }
    }

    init?(_ fields: Fields) {
        let kind: Kind? = fields.choice("type")
        switch fields.required("type", kind) {
        case .fixed:
            fields.allow(["type", "milliseconds"])
            guard let milliseconds = Self.time(fields, "milliseconds") else { return nil }
            self = .fixed(milliseconds: milliseconds)
        case .uniform:
            fields.allow(["type", "lower", "upper"])
            guard let lower = Self.time(fields, "lower"), let upper = Self.time(fields, "upper") else { return nil }
            guard lower <= upper else {
                fields.add("upper must be at least lower", at: "upper")
                return nil
            }
            self = .uniform(lower: lower, upper: upper)
        case .lognormal:
            fields.allow(["type", "median", "sigma", "maxValue"])
            let times = Double(ResponseDelay.range.lowerBound)...Double(ResponseDelay.range.upperBound)
            let maximum = fields.number("maxValue", in: times)
            guard let median = fields.required("median", fields.number("median", in: times)),
                let sigma = fields.required("sigma", fields.number("sigma", in: 0...100))
            else { return nil }
            self = .logNormal(median: median, sigma: sigma, maximum: maximum)
        case nil: return nil
        }
    }

    private static func time(_ fields: Fields, _ name: String) -> Int? {
        fields.required(name, fields.integer(name, in: ResponseDelay.range))
    }

    /// The distribution as WireMock echoes it.
    public var json: JSONValue {
        switch self {
        case .fixed(let milliseconds):
            ["type": "fixed", "milliseconds": .number(JSONNumber(milliseconds))]
        case .uniform(let lower, let upper):
            ["type": "uniform", "lower": .number(JSONNumber(lower)), "upper": .number(JSONNumber(upper))]
        case .logNormal(let median, let sigma, let maximum):
            .object(Self.logNormal(median, sigma, maximum))
        }
    }

    /// Draws a delay.
    public func sample(using random: inout some RandomNumberGenerator) -> Duration {
        switch self {
        case .fixed(let milliseconds): .milliseconds(milliseconds)
        case .uniform(let lower, let upper): .milliseconds(Int.random(in: lower...upper, using: &random))
        case .logNormal(let median, let sigma, let maximum):
            .milliseconds(Self.sample(median, sigma, maximum ?? .infinity, using: &random))
        }
    }

    /// Draws again while the number is above the maximum, as WireMock does, but not forever.
    private static func sample(
        _ median: Double,
        _ sigma: Double,
        _ maximum: Double,
        using random: inout some RandomNumberGenerator
    ) -> Int {
        let maximum = min(maximum, Double(ResponseDelay.range.upperBound))
        for _ in 0..<100 {
            // A normal deviate by Box and Muller's method; the logarithm's argument must not be 0.
            let radius = sqrt(-2 * log(1 - Double.random(in: 0..<1, using: &random)))
            let normal = radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
            let value = (median * exp(sigma * normal)).rounded()
            if value <= maximum { return Int(max(value, 0)) }
        }
        return Int(maximum)
    }

    private static func logNormal(_ median: Double, _ sigma: Double, _ maximum: Double?) -> JSONObject {
        var object: JSONObject = ["type": "lognormal"]
        object["median"] = JSONNumber(median).map { .number($0) }
        object["sigma"] = JSONNumber(sigma).map { .number($0) }
        object["maxValue"] = maximum.flatMap { JSONNumber($0) }.map { .number($0) }
        return object
    }
}
