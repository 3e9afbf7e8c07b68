extension Template.Path {
    /// Members of `request` that are text or a number.
    enum ScalarMember: String, CaseIterable {
        case url, body, method, baseUrl, host, port, scheme, clientIp
    }

    /// Members of `request` with members of their own.
    enum MapMember: String, CaseIterable {
        case query, headers, cookies
    }

    /// What `#each` tells about an element.
    private static let data: Set = ["index", "index_1", "key", "first", "last", "odd", "even", "root"]

    /// Why the path leads nowhere; nil if it may lead somewhere.
    ///
    /// - Parameters:
    ///   - parameters: The names of block parameters around it.
    ///   - isInLoop: Whether an `#each` is around it, whose elements may have any members.
    ///   - variables: The variables of the stub's path template.
    func problem(parameters: [String], isInLoop: Bool, variables: [String]) -> String? {
        if isData { return parents == 0 ? dataProblem(variables) : "\(text) is not supported" }
        guard let head = segments.first else { return isInLoop ? nil : "\(text) is not supported outside of #each" }
        if !isThis, parents == 0, parameters.contains(head) { return nil }
        if head == "request" { return requestProblem(Array(segments.dropFirst()), variables) }
        if head == "parameters" || isInLoop { return nil }
        return "\(text) is not supported"
    }

    private func dataProblem(_ variables: [String]) -> String? {
        guard let head = segments.first, Self.data.contains(head) else { return "\(text) is not supported" }
        guard head == "root" else { return segments.count == 1 ? nil : "\(text) is not supported" }
        var path = self
        path.isData = false
        path.segments.removeFirst()
        return path.problem(parameters: [], isInLoop: false, variables: variables) == nil
            ? nil : "\(text) is not supported"
    }

    private func requestProblem(_ members: [String], _ variables: [String]) -> String? {
        guard let head = members.first else { return "request as a whole is not supported" }
        if head == "requestLine" { return requestProblem(Array(members.dropFirst()), variables) }
        if ScalarMember(rawValue: head) != nil { return members.count == 1 ? nil : "\(text) is not supported" }
        if MapMember(rawValue: head) != nil { return members.count <= 3 ? nil : "\(text) is not supported" }
        guard head == "path" || head == "pathSegments" else { return "\(text) is not supported" }
        guard members.count > 1 else { return nil }
        let isKnown = Int(members[1]) != nil || variables.contains(members[1])
        return isKnown && members.count == 2 ? nil : "\(text) is not supported"
    }
}
