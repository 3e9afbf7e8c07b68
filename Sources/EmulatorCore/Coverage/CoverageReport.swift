internal import BrevoAPI
package import BrevoCore
internal import JSON

/// What a test suite has covered, in the formats that people and tools read.
package struct CoverageReport: Sendable {
    /// A format of the report.
    package enum Format: String, CaseIterable, TextFieldValue, Sendable {
        case json, junit, html

        /// The media type.
        package var mediaType: String {
            switch self {
            case .json: "application/json"
            case .junit: "application/xml"
            case .html: "text/html; charset=utf-8"
            }
        }
    }

    private let items: [Coverage.Item]
    private var covered: Int { items.count { $0.count > 0 } }

    package init(_ coverage: Coverage, under assumptions: Assumptions) { items = coverage.items(under: assumptions) }

    /// The form of the report in JSON.
    static var schema: JSONSchema { CoverageRecord(items: [.sample], covered: 0, total: 0).schema() }

    /// The report as bytes.
    package func encoded(as format: Format) -> [UInt8] {
        switch format {
        case .json:
            CoverageRecord(items: items.map(CoverageItemRecord.init), covered: covered, total: items.count)
                .encoded(in: (), pretty: true)
        case .junit: Array(junit.utf8)
        case .html: Array(page.text.utf8)
        }
    }

    /// A test case for each outcome, which fails if the outcome was not seen.
    private var junit: String {
        let cases = items.map { item -> HTML in
            let name: HTML = "<testcase classname=\"\(item.operation)\" name=\"\(item.id)\""
            guard item.count == 0 else { return "\(name)/>\n" }
            return
                "\(name)><failure message=\"not covered\">\(item.basis.mark) \(item.rule?.text ?? "")</failure></testcase>\n"
        }
        let suite: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="brevo-emulator coverage" tests="\(String(items.count))" failures="\(String(items.count - covered))">
            \(cases)</testsuite>

            """
        return suite.text
    }

    private var page: HTML {
        let rows = items.map { item -> HTML in
            let mark: HTML = item.count > 0 ? "<tr>" : "<tr class=\"missing\">"
            return """
                \(mark)<td>\(item.operation)</td><td>\(item.status.map { String($0) } ?? "")</td>\
                <td>\(item.rule?.id ?? "")</td><td>\(item.basis.mark)</td><td>\(String(item.count))</td></tr>

                """
        }
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Coverage</title>
            <style>
            :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
            body { margin: 2rem; }
            table { border-collapse: collapse; }
            th, td { padding: .25rem 1rem .25rem 0; text-align: left; border-bottom: 1px solid #8884; }
            .missing td:last-child { font-weight: 700; color: #b3261e; }
            @media (prefers-color-scheme: dark) { .missing td:last-child { color: #f2b8b5; } }
            </style></head>
            <body>
            <h1>Covered: \(String(covered)) of \(String(items.count)) outcomes</h1>
            <table>
            <thead><tr><th>Operation</th><th>Status</th><th>Rule</th><th>Basis</th><th>Count</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </body>
            </html>

            """
    }
}

private struct CoverageRecord: JSONRecord {
    var items: [CoverageItemRecord]
    var covered: Int
    var total: Int

    private var percent: Double { total == 0 ? 100 : Double(covered * 1000 / total) / 10 }
    private var inferred: Int { items.count { $0.isInferred && $0.isCovered } }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        var (percent, inferred) = (Optional(percent), inferred)
        fields.integer("covered", &covered, in: 0...Int.max, "The number of outcomes that were seen.")
        fields.integer("total", &total, in: 0...Int.max, "The number of outcomes.")
        fields.number("percent", &percent, in: 0...100, "How many percent were seen, rounded down to a tenth.")
        fields.integer("inferred", &inferred, in: 0...Int.max, "How many of those that were seen are inferred.")
        fields.records("items", items, blank: { _ in .sample }, append: { _, _ in })
    }
}

private struct CoverageItemRecord: JSONRecord {
    private var id = "inviteuser 400 user-invited-once"
    private var operation = "inviteuser"
    private var status: Int? = 400
    private var rule: String? = "user-invited-once"
    private var basis = "INF"
    private var count = 1

    var isCovered: Bool { count > 0 }
    var isInferred: Bool { basis == Rule.Basis.inferred.mark }

    static let sample = CoverageItemRecord()

    private init() {}

    init(_ item: Coverage.Item) {
        (id, operation, status, rule) = (item.id, item.operation, item.status, item.rule?.id)
        (basis, count) = (item.basis.mark, item.count)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id, "The name of the outcome.")
        fields.required("operation", &operation, "The operation; any for the refusal of any request.")
        fields.integer("status", &status, in: 100...599, "The status; left out for the answer of an invited person.")
        fields.nullable("rule", &rule, "The rule that refuses; null for a success.")
        fields.required("basis", &basis, "How well the outcome is known: DOC, OBS or INF.")
        fields.integer("count", &count, in: 0...Int.max, "How often it was seen.")
    }
}
