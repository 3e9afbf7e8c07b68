internal import HTTPMessage

extension RequestPattern {
    /// How far a request is from a match: from 0 for a match to 1, weighted as WireMock 3.9 does.
    ///
    /// The other parts are only compared if origin, target and method match. WireMock 2.35.1 compares all parts of any
    /// request and divides by 41; 3.9 divides by 39, or by 46 with the other parts.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted``.
    public func distance(
        to request: MatchableRequest,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> Double {
        let distance = mean(request, &work)
        try work.check()
        return distance
    }

    private func mean(_ request: MatchableRequest, _ work: inout WorkBudget) -> Double {
        let now = request.now
        var total = WeightedDistance()
        total.add(scheme.map { $0 == request.scheme } ?? true ? 0 : 1, weight: 3)
        total.add(host?.distance(to: .text(request.host), now: now, &work) ?? 0, weight: 10)
        total.add(port.map { $0 == request.port } ?? true ? 0 : 1, weight: 10)
        total.add(clientIP?.distance(to: .text(request.request.clientAddress), now: now, &work) ?? 0, weight: 3)
        total.add(url.distance(to: request, &work), weight: 10)
        total.add(method.matches(request.request.method) ? 0 : 1, weight: 3)
        guard total.mean == 0 else { return total.mean }

        total.add(matchesPathParameters(request, &work) ? 0 : 1)
        total.add(distanceOfHeaders(request.request.headers, now: now, &work))
        total.add(Self.distance(queryParameters, request.queryParameters, now: now, &work))
        total.add(Self.distance(formParameters, request.formParameters(&work), now: now, &work))
        total.add(
            WeightedDistance.mean(
                of: cookies.map { named in
                    let values = Self.values(of: named.name, in: request.cookies, &work)
                    return named.pattern.distance(toAnyOf: values, now: now, &work)
                }
            )
        )
        total.add(WeightedDistance.mean(of: body.map { $0.distance(to: .body(request), now: now, &work) }))
        // Multipart bodies, which patterns cannot match here, have a share in WireMock's mean.
        total.add(0)
        return total.mean
    }

    private func distanceOfHeaders(_ fields: HTTPHeaders, now: Int, _ work: inout WorkBudget) -> Double {
        var distances = headers.map { header in
            guard work.spend(1 + 2 * fields.count) else { return 1.0 }
            return header.pattern.distance(to: fields.values(of: header.name), now: now, &work)
        }
        if let authorization { distances.append(distance(authorization, fields, &work)) }
        return WeightedDistance.mean(of: distances)
    }

    private func distance(_ authorization: String, _ fields: HTTPHeaders, _ work: inout WorkBudget) -> Double {
        if isAuthorized(fields) { return 0 }
        return fields.values(of: "Authorization").map { EditDistance.normalised(authorization, $0, &work) }.min() ?? 1
    }

    private static func distance(
        _ patterns: [Named<MultiValuePattern>],
        _ pairs: Pairs,
        now: Int,
        _ work: inout WorkBudget
    ) -> Double {
        WeightedDistance.mean(
            of: patterns.map { named in
                named.pattern.distance(to: values(of: named.name, in: pairs, &work), now: now, &work)
            }
        )
    }
}

extension URLPattern {
    fileprivate func distance(to request: MatchableRequest, _ work: inout WorkBudget) -> Double {
        if matches(request, &work) { return 0 }
        return switch self {
        case .any: 0
        case .url(let url): EditDistance.normalised(url, request.url, &work)
        case .urlPath(let path): EditDistance.normalised(path, request.path, &work)
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
