internal import HTTPMessage

extension RequestPattern {
    /// How far a request is from a match: from 0 for a match to 1, weighted as WireMock 3.9 does.
    ///
    /// The other parts are only compared if origin, target and method match. WireMock 2.35.1 compares all parts of any
    /// request and divides by 41; 3.9 divides by 39, or by 46 with the other parts.
    public func distance(to request: MatchableRequest) -> Double {
        let now = request.now
        var total = WeightedDistance()
        total.add(scheme.map { $0 == request.scheme } ?? true ? 0 : 1, weight: 3)
        total.add(host?.distance(to: .text(request.host), now: now) ?? 0, weight: 10)
        total.add(port.map { $0 == request.port } ?? true ? 0 : 1, weight: 10)
        total.add(clientIP?.distance(to: .text(request.request.clientAddress), now: now) ?? 0, weight: 3)
        total.add(url.distance(to: request), weight: 10)
        total.add(method.matches(request.request.method) ? 0 : 1, weight: 3)
        guard total.mean == 0 else { return total.mean }

        let fields = request.request.headers
        total.add(pathParametersMatch(request) ? 0 : 1)
        var ofHeaders = headers.map { $0.pattern.distance(to: fields.values(of: $0.name), now: now) }
        if let authorization { ofHeaders.append(distance(authorization, fields.values(of: "Authorization"))) }
        total.add(WeightedDistance.mean(of: ofHeaders))
        total.add(Self.distance(queryParameters, request.queryParameters, now: now))
        total.add(Self.distance(formParameters, request.formParameters, now: now))
        total.add(
            WeightedDistance.mean(
                of: cookies.map { named in
                    named.pattern.distance(toAnyOf: Self.values(of: named.name, in: request.cookies), now: now)
                }
            )
        )
        total.add(WeightedDistance.mean(of: body.map { $0.distance(to: .body(request), now: now) }))
        // Multipart bodies, which patterns cannot match here, have a share in WireMock's mean.
        total.add(0)
        return total.mean
    }

    private static func distance(
        _ patterns: [Named<MultiValuePattern>],
        _ pairs: [(name: String, value: String)],
        now: Int
    ) -> Double {
        WeightedDistance.mean(
            of: patterns.map { named in
                named.pattern.distance(to: values(of: named.name, in: pairs), now: now)
            }
        )
    }

    private func distance(_ authorization: String, _ values: [String]) -> Double {
        if isAuthorized(values) { return 0 }
        return values.map { EditDistance.normalised(authorization, $0) }.min() ?? 1
    }
}

extension URLPattern {
    fileprivate func distance(to request: MatchableRequest) -> Double {
        if matches(request) { return 0 }
        return switch self {
        case .any: 0
        case .url(let url): EditDistance.normalised(url, request.url)
        case .urlPath(let path): EditDistance.normalised(path, request.path)
        case .urlPattern, .urlPathPattern, .urlPathTemplate: 1
        }
    }
}

/// A weighted mean of distances.
private struct WeightedDistance {
    private var sum = 0.0
    private var weights = 0.0

    /// The mean so far; 0 before the first.
    var mean: Double { weights > 0 ? sum / weights : 0 }

    mutating func add(_ distance: Double, weight: Double = 1) {
        sum += distance * weight
        weights += weight
    }

    static func mean(of distances: [Double]) -> Double {
        distances.isEmpty ? 0 : distances.reduce(0, +) / Double(distances.count)
    }
}
