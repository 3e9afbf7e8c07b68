internal import JSON

/// `/near-misses` and those of `/requests/unmatched`: what came closest, the closest first, three at most for each.
enum NearMissEndpoints {
    private static let mostEach = 3
    /// A matrix of requests and stubs is weighed: the newest requests are those that are looked for.
    private static let mostRequests = 100

    /// What came how close to what.
    private struct NearMiss {
        let request: LoggedRequest
        let missed: (key: String, json: JSONValue)
        let distance: Double
    }

    static func ofUnmatched(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        let journal = state.journal
        let stubs = state.stubs.all
        let requests = journal.positions(onlyUnmatched: true).reversed().prefix(mostRequests)
        return answer(call, requests.flatMap { nearest(to: LoggedRequest(journal[$0]), among: stubs) })
            .telling(dropped: journal)
    }

    static func ofRequest(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        answer(call, nearest(to: try LoggedRequest(call.json()), among: state.stubs.all))
    }

    static func ofPattern(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let (pattern, journal) = (try call.pattern(), state.journal)
        // Of those that are as near the newest come first.
        let distances = journal.positions().reversed().map { position in
            let request = MatchableRequest(journal.request(at: position), now: journal.loggedDate(at: position))
            return (position, distance: pattern.distance(to: request))
        }
        let nearest = sorted(distances, by: \.distance).prefix(mostEach).map { position, distance in
            let request = LoggedRequest(journal[position])
            return NearMiss(request: request, missed: ("requestPattern", pattern.json), distance: distance)
        }
        return answer(call, nearest).telling(dropped: journal)
    }

    private static func nearest(to request: LoggedRequest, among stubs: [StubMapping]) -> [NearMiss] {
        let matchable = MatchableRequest(request.request, now: request.date ?? 0)
        let misses = stubs.map { stub in
            let distance = stub.request.distance(to: matchable)
            return NearMiss(request: request, missed: ("stubMapping", stub.json), distance: distance)
        }
        return Array(sorted(misses, by: \.distance).prefix(mostEach))
    }

    /// Sorted by distance; what is as far keeps its order.
    private static func sorted<Miss>(_ misses: [Miss], by distance: (Miss) -> Double) -> [Miss] {
        misses.enumerated().sorted { left, right in
            let (nearer, farther) = (distance(left.element), distance(right.element))
            return nearer == farther ? left.offset < right.offset : nearer < farther
        }
        .map(\.element)
    }

    private static func answer(_ call: AdminCall, _ misses: [NearMiss]) -> AdminAnswer {
        AdminAnswer { json in
            json.array("nearMisses") { json in
                for miss in misses {
                    json.object { json in
                        json.key("request")
                        call.admin.form.write(miss.request, to: &json)
                        json.member(miss.missed.key, miss.missed.json)
                        json.object("matchResult") { json in
                            if let distance = JSONNumber(miss.distance) { json.member("distance", .number(distance)) }
                        }
                    }
                }
            }
        }
    }
}
