internal import Glibc
public import JSON

/// How long answers are held back when the time is drawn by lot, in milliseconds.
public enum DelayDistribution: Sendable, Equatable {
    /// Always the same.
    case fixed(milliseconds: Int)
    /// Any whole number from the lower to the upper, each as likely.
    case uniform(lower: Int, upper: Int)
    /// Log-normal around a median; nothing above the maximum is drawn.
    case logNormal(median: Double, sigma: Double, maximum: Double?)

    /// The distribution that stands at this place of a document.
    ///
    /// - Throws: ``AdminError`` with status 422 and the place of the first fault.
    public init(_ json: JSONValue, at pointer: JSONPointer) throws(AdminError) {
        let fields = try Fields(json, at: pointer, "A delay distribution")
        let anyTime = 0...Int.max
        switch try fields.required("type", try fields.string("type")) {
        case "fixed":
            try fields.allow(["type", "milliseconds"])
            let milliseconds = try fields.integer("milliseconds", in: anyTime)
            self = .fixed(milliseconds: try fields.required("milliseconds", milliseconds))
        case "uniform":
            try fields.allow(["type", "lower", "upper"])
            let lower = try fields.required("lower", try fields.integer("lower", in: anyTime))
            let upper = try fields.required("upper", try fields.integer("upper", in: anyTime))
            guard lower <= upper else { throw .invalid("upper must not be below lower", at: fields.pointer("upper")) }
            self = .uniform(lower: lower, upper: upper)
        case "lognormal":
            try fields.allow(["type", "median", "sigma", "maxValue"])
            self = .logNormal(
                median: try fields.required("median", try fields.number("median")),
                sigma: try fields.required("sigma", try fields.number("sigma")),
                maximum: try fields.number("maxValue")
            )
        case let type:
            throw .invalid("\(type) is none of fixed, uniform, lognormal", at: fields.pointer("type"))
        }
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

    /// Draws a time.
    public func sample(using random: inout some RandomNumberGenerator) -> Duration {
        switch self {
        case .fixed(let milliseconds): .milliseconds(milliseconds)
        case .uniform(let lower, let upper): .milliseconds(Int.random(in: lower...upper, using: &random))
        case .logNormal(let median, let sigma, let maximum):
            .milliseconds(Self.sample(median, sigma, atMost: maximum ?? Self.longest, using: &random))
        }
    }

    /// A day; what is drawn above it says that the distribution was mistyped.
    private static let longest = 86_400_000.0

    /// Draws again while the number is above the maximum, as WireMock does, but not for ever.
    private static func sample(
        _ median: Double,
        _ sigma: Double,
        atMost maximum: Double,
        using random: inout some RandomNumberGenerator
    ) -> Int {
        for _ in 0..<100 {
            // Box and Muller's way to a normal deviate; the first number must not be 0.
            let radius = sqrt(-2 * log(1 - Double.random(in: 0..<1, using: &random)))
            let normal = radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
            let value = (median * exp(sigma * normal)).rounded()
            if value <= min(maximum, longest) { return max(Int(value), 0) }
        }
        return max(Int(min(maximum, longest)), 0)
    }

    private static func logNormal(_ median: Double, _ sigma: Double, _ maximum: Double?) -> JSONObject {
        var object: JSONObject = ["type": "lognormal"]
        object["median"] = JSONNumber(median).map { .number($0) }
        object["sigma"] = JSONNumber(sigma).map { .number($0) }
        object["maxValue"] = maximum.flatMap { JSONNumber($0) }.map { .number($0) }
        return object
    }
}
