extension HTTPRequest {
    /// Whether the client names a media type among those that it takes (RFC 9110 §12.5.1); `*/*` names none.
    ///
    /// - Parameter type: The media type, in lowercase, without parameters.
    public func accepts(_ type: String) -> Bool {
        headers.values(of: "accept").contains { field in
            field.split(separator: ",").contains { range in
                let parts = range.split(separator: ";").map { part in part.filter { $0 != " " && $0 != "\t" } }
                guard parts.first?.equalsIgnoringASCIICase(type) == true else { return false }
                return !parts.dropFirst().contains { Self.isWeightOfZero($0) }
            }
        }
    }

    /// Whether a parameter says that the client does not take the type: `q=0`, `q=0.000`.
    private static func isWeightOfZero(_ parameter: String) -> Bool {
        let halves = parameter.split(separator: "=", maxSplits: 1)
        return halves.count == 2 && (halves[0] == "q" || halves[0] == "Q") && halves[1].first == "0"
            && halves[1].allSatisfy { $0 == "0" || $0 == "." }
    }
}
