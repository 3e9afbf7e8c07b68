internal import JSON

/// `/near-misses` and those of `/requests/unmatched`: what came closest, closest first, at most three for each.
enum NearMissEndpoints {
    private static let maximumEach = 3
    /// Every request is compared with every stub; the newest requests are the ones that people look for.
    private static let maximumRequests = 100

    /// A request, what it missed, and by how much.
    private struct NearMiss {
        let request: LoggedRequest
        let missed: Missed
        let distance: Double
    }

    private enum Missed {
        case stub(StubMapping)
        case pattern(RequestPattern)
    }

    static func ofUnmatched(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        let journal = state.journal
        let stubs = state.stubs.all
        let requests = journal.positions(onlyUnmatched: true).reversed().prefix(maximumRequests)
        return response(call, requests.flatMap { nearest(to: LoggedRequest(journal[$0]), among: stubs) })
            .reporting(journal)
    }

    static func ofRequest(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        response(call, nearest(to: try LoggedRequest(call.json()), among: state.stubs.all))
    }

    static func ofPattern(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let (pattern, journal) = (try call.pattern(), state.journal)
        // Among equally near requests the newest come first.
        let distances = journal.positions().reversed().map { position in
            let (request, date) = (journal.events.request(at: position), journal.events.loggedDate(at: position))
            return (position, distance: pattern.distance(to: MatchableRequest(request, now: date)))
        }
        let nearest = sorted(distances, by: \.distance).prefix(maximumEach).map { position, distance in
            NearMiss(request: LoggedRequest(journal[position]), missed: .pattern(pattern), distance: distance)
        }
        return response(call, nearest).reporting(journal)
    }

    private static func nearest(to request: LoggedRequest, among stubs: [StubMapping]) -> [NearMiss] {
        let matchable = MatchableRequest(request.request, now: request.date ?? 0)
        let misses = stubs.map { stub in
            NearMiss(request: request, missed: .stub(stub), distance: stub.request.distance(to: matchable))
        }
        return Array(sorted(misses, by: \.distance).prefix(maximumEach))
    }

    /// Sorts by distance; what is equally far keeps its order.
    private static func sorted<Miss>(_ misses: [Miss], by distance: (Miss) -> Double) -> [Miss] {
        misses.enumerated().sorted { left, right in
            let (nearer, farther) = (distance(left.element), distance(right.element))
            return nearer == farther ? left.offset < right.offset : nearer < farther
        }
        .map(\.element)
    }

    private static func response(_ call: AdminCall, _ misses: [NearMiss]) -> AdminResponse {
        AdminResponse { json in
            json.array("nearMisses") { json in
                for miss in misses {
                    json.object { json in
                        json.key("request")
                        call.admin.form.write(miss.request, to: &json)
                        switch miss.missed {
                        case .stub(let stub): json.member("stubMapping", stub.json)
                        case .pattern(let pattern): json.member("requestPattern", pattern.json)
                        }
                        json.object("matchResult") { json in
                            if let distance = JSONNumber(miss.distance) { json.member("distance", .number(distance)) }
                        }
                    }
                }
            }
        }
    }
}
