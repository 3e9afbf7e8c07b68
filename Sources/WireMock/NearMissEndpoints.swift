package import HTTPMessage
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

    static func ofUnmatched(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let journal = state.journal
        let stubs = state.stubs.all
        var requests = journal.positions(onlyUnmatched: true).reversed()[...].prefix(maximumRequests)
        var misses: [NearMiss] = []
        // What the budget does not suffice for is left out: the rest helps all the same.
        while let position = requests.first {
            let request = LoggedRequest(journal[position])
            do throws(WorkBudget.Exhausted) { misses += try nearest(to: request, among: stubs, &call.work) } catch {
                guard !misses.isEmpty else { throw .tooMuchWork(error) }
                break
            }
            requests.removeFirst()
        }
        return response(call, misses).reporting(journal, omitted: requests.count)
    }

    static func ofRequest(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let request = try LoggedRequest(call.json())
        let misses = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try nearest(to: request, among: state.stubs.all, &work)
        }
        return response(call, misses)
    }

    static func ofPattern(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let (pattern, journal) = (try call.pattern(), state.journal)
        // Among equally near requests the newest come first.
        let distances = try call.withBudget { work throws(WorkBudget.Exhausted) in
            var distances: [(position: Journal.Position, distance: Double)] = []
            for position in journal.positions().reversed() {
                distances.append((position, try journal.distance(of: pattern, at: position, &work)))
            }
            return distances
        }
        let nearest = sorted(distances, by: \.distance).prefix(maximumEach).map { position, distance in
            NearMiss(request: LoggedRequest(journal[position]), missed: .pattern(pattern), distance: distance)
        }
        return response(call, nearest).reporting(journal)
    }

    private static func nearest(
        to request: LoggedRequest,
        among stubs: [StubMapping],
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> [NearMiss] {
        try nearestStubs(to: request.request, now: request.date ?? 0, among: stubs, &work).map { stub, distance in
            NearMiss(request: request, missed: .stub(stub), distance: distance)
        }
    }

    fileprivate static func nearestStubs(
        to request: HTTPRequest,
        now: Int,
        among stubs: [StubMapping],
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> [(stub: StubMapping, distance: Double)] {
        let matchable = MatchableRequest(request, now: now)
        var misses: [(stub: StubMapping, distance: Double)] = []
        for stub in stubs {
            do throws(WorkBudget.Exhausted) {
                misses.append((stub, try stub.request.distance(to: matchable, &work)))
            } catch { throw WorkBudget.Exhausted(stubID: stub.id, place: error.place) }
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

extension WireMockState {
    /// The stubs that come closest to a request, with their distances from 0 to 1, closest first, at most three.
    ///
    /// None if comparing them takes too much work.
    package func nearestStubs(to request: HTTPRequest, now: Int) -> [(stub: StubMapping, distance: Double)] {
        var work = WorkBudget()
        return (try? NearMissEndpoints.nearestStubs(to: request, now: now, among: stubs.all, &work)) ?? []
    }
}

extension Journal {
    fileprivate func distance(
        of pattern: RequestPattern,
        at position: Position,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> Double {
        guard work.spend(unpackingWork(at: position)) else { throw WorkBudget.Exhausted(stubID: nil, place: .root) }
        let request = MatchableRequest(events.request(at: position), now: events.loggedDate(at: position))
        return try pattern.distance(to: request, &work)
    }
}
