internal import HTTPMessage
internal import JSON

/// The query of a call about coverage.
package struct CoverageQuery: Sendable {
    /// Which worlds are meant.
    package enum Worlds: String, CaseIterable, TextFieldValue, Sendable {
        /// The world that the request is for.
        case this
        /// All worlds, those that were deleted included.
        case all
    }

    /// Which worlds are meant.
    package let worlds: Worlds
    /// The format of the report.
    package let format: CoverageReport.Format

    fileprivate static let worlds = QueryParameter<Worlds>(
        "worlds",
        "Whether the report is about this world alone, or about all, those that were deleted included."
    )
    fileprivate static let format = QueryParameter<CoverageReport.Format>("format", "The format; json if left out.")

    /// Reads the query.
    ///
    /// - Throws: 400 if a parameter is malformed.
    package init(_ request: ControlRequest) throws(ControlError) {
        worlds = try request.query(Self.worlds) ?? .this
        format = try request.query(Self.format) ?? .json
    }
}

extension ControlCall {
    /// What the requests so far have covered: `/coverage`.
    static let coverageCalls: [ControlCall] = [
        ControlCall(
            .get,
            "/coverage",
            "Reports how often each outcome of each operation was seen.",
            query: [CoverageQuery.worlds.property, CoverageQuery.format.property],
            Success(schema: CoverageReport.schema),
            .host(.coverage)
        ),
        ControlCall(
            .delete,
            "/coverage",
            "Sets all counts to 0.",
            query: [CoverageQuery.worlds.property],
            .record(StatusRecord("cleared")),
            .host(.clearCoverage)
        ),
    ]
}
