internal import BrevoCore
internal import EmulatorControl
internal import HTTPMessage

/// `GET /__emulator/metrics`: what the process counts, in Prometheus' text format 0.0.4; the same from every world.
enum MetricsEndpoint {
    /// What is not counted but looked up.
    struct Figures {
        let version: String
        let connections: Int
        let waits: Int
        let streams: Int
        let worlds: Int
        let journalEntries: Int
    }

    private static let path = "/__emulator/metrics"

    /// Whether a path is answered here.
    static func owns(_ path: Substring) -> Bool {
        path == Self.path || path == Self.path + "/"
    }

    static func answer(_ request: HTTPRequest, _ metrics: Metrics, _ figures: Figures) -> HTTPResponse {
        guard [.get, .head].contains(request.method) else {
            var refusal = HTTPResponse.control(
                .methodNotAllowed,
                error: "\(request.method.rawValue) is not possible here",
                hint: "This path takes GET."
            )
            refusal.headers.append("Allow", "GET")
            return refusal
        }
        return HTTPResponse(
            status: .ok,
            headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: Array(text(metrics, figures, now: SystemClock.now()).utf8)
        )
    }

    private static func text(_ metrics: Metrics, _ figures: Figures, now: Timestamp) -> String {
        var text = PrometheusText()
        text.family("brevo_emulator_requests_total", .counter, "Requests answered, by operation and status.") { text in
            for (operation, status, count) in metrics.requestCounts {
                text.sample(count, [("operation", operation), ("status", status)])
            }
        }
        text.histogram(
            "brevo_emulator_request_duration_seconds",
            "Time to make an answer, without the network and without delays.",
            nanoseconds: Metrics.bounds,
            counts: metrics.durationCounts,
            sum: metrics.totalNanoseconds
        )
        text.gauge("brevo_emulator_connections", "Open connections.", figures.connections)
        text.gauge("brevo_emulator_parked_answers", "Answers that wait for requests to come.", figures.waits)
        text.gauge("brevo_emulator_event_streams", "Event streams that are read.", figures.streams)
        text.gauge("brevo_emulator_worlds", "Worlds, the default one included.", figures.worlds)
        text.gauge("brevo_emulator_journal_entries", "Requests that journals remember.", figures.journalEntries)
        text.family("brevo_emulator_journal_evictions_total", .counter, "Requests that journals forgot for newer ones.")
        {
            $0.sample(metrics.evicted)
        }
        let started = Int(metrics.start.milliseconds)
        text.family("process_start_time_seconds", .gauge, "When the process began, since 1970.") {
            $0.sample(PrometheusText.decimal(started, digits: 3))
        }
        text.family("brevo_emulator_uptime_seconds", .gauge, "How long the process has run.") {
            $0.sample(PrometheusText.decimal(max(0, Int(now.milliseconds) - started), digits: 3))
        }
        text.family("brevo_emulator_build_info", .gauge, "The version of the program; always 1.") {
            $0.sample(1, [("version", figures.version)])
        }
        return text.text
    }
}
