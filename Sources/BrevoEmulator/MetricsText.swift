internal import BrevoCore

/// What the process counts, in Prometheus' text format 0.0.4.
enum MetricsText {
    /// What is not counted but looked up.
    struct Figures {
        let version: String
        let connections: Int
        let waits: Int
        let streams: Int
        let worlds: Int
        let journalEntries: Int
    }

    static func text(_ metrics: Metrics, _ figures: Figures, now: Timestamp) -> String {
        var text = PrometheusText()
        text.family("brevo_emulator_requests_total", .counter, "Responses, by operation and status.") { text in
            for (operation, status, count) in metrics.requestCounts {
                text.sample(count, [("operation", operation), ("status", status)])
            }
        }
        text.histogram(
            "brevo_emulator_request_duration_seconds",
            "Time to make a response, without the network and without delays.",
            nanoseconds: Metrics.bounds,
            counts: metrics.durationCounts,
            sum: metrics.totalNanoseconds
        )
        text.gauge("brevo_emulator_connections", "Open connections.", figures.connections)
        text.gauge("brevo_emulator_parked_answers", "Responses that wait for requests to come.", figures.waits)
        text.gauge("brevo_emulator_event_streams", "Open event streams.", figures.streams)
        text.gauge("brevo_emulator_worlds", "Worlds, the default one included.", figures.worlds)
        text.gauge("brevo_emulator_journal_entries", "Requests in all journals.", figures.journalEntries)
        text.family(
            "brevo_emulator_journal_evictions_total",
            .counter,
            "Requests dropped from journals for newer ones."
        ) {
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
