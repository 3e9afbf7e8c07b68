internal import BrevoAPI
internal import HTTPMessage

/// What a person should do about a path that does not exist.
struct PathHint {
    private let path: String
    private let method: HTTPMethod
    private let router: APIRouter

    init(_ path: String, _ method: HTTPMethod, _ router: APIRouter) {
        (self.path, self.method, self.router) = (path, method, router)
    }

    var text: String {
        let base = router.basePath
        if path.contains("//") {
            return "The path has two slashes in a row\(didYouMean(path.collapsingSlashes))"
        }
        if !base.isEmpty, path.hasPrefix(base + base + "/") {
            let single = String(path.dropFirst(base.count))
            return "The path has \(base) twice; the base URL of an SDK has it already\(didYouMean(single))"
        }
        if let controlPath { return controlPath }
        if !base.isEmpty, !path.hasPrefix(base + "/"), isOperation(base + path) {
            return "The path lacks \(base), which the base URL of an SDK needs\(didYouMean(base + path))"
        }
        if let nearest = Spelling.nearestPath(to: path, among: paths) { return "Did you mean \(nearest)?" }
        if let resource = otherResource {
            return """
                \(resource) is an API of Brevo that is not emulated: only user management is. Stub it by \
                POST /__admin/mappings.
                """
        }
        return
            "No operation has the path \(path); the base path is set by --base-path (here \(base.isEmpty ? "/" : base))."
    }

    /// The path of the operation that was meant; nil if none is near.
    var operationPath: String? {
        let base = router.basePath
        let single = !base.isEmpty && path.hasPrefix(base + base + "/") ? String(path.dropFirst(base.count)) : path
        if let path = [path.collapsingSlashes, single, base + path].first(where: isOperation) { return path }
        guard let nearest = Spelling.nearestPath(to: path, among: Endpoint.all.map { base + $0.route.path }) else {
            return nil
        }
        let (given, meant) = (path.split(separator: "/"), nearest.split(separator: "/"))
        guard given.count == meant.count else { return nil }
        return "/" + zip(given, meant).map { $1.hasPrefix("{") ? $0 : $1 }.joined(separator: "/")
    }

    /// The hint if the path was meant for the emulator itself.
    private var controlPath: String? {
        let base = router.basePath
        let isBelow = !base.isEmpty && path.hasPrefix(base + "/")
        let rest = isBelow ? String(path.dropFirst(base.count)) : path
        if isBelow, ControlPlane.ownPaths.contains(where: { Substring(rest).isAtOrBelow($0) }) {
            return "The emulator's own paths are not below \(base). Did you mean \(rest)?"
        }
        let first = "/" + (rest.split(separator: "/").first ?? "")
        guard first.hasPrefix("/_"), let own = Spelling.nearest(to: first, among: ControlPlane.ownPaths) else {
            return nil
        }
        return "Did you mean \(own)\(rest.dropFirst(first.count))?"
    }

    private func didYouMean(_ other: String) -> String {
        isOperation(other) ? ". Did you mean \(other)?" : "."
    }

    private func isOperation(_ path: String) -> Bool {
        let base = router.basePath
        guard path.hasPrefix(base + "/") else { return false }
        switch Endpoint.table.find(method, at: Substring(path.dropFirst(base.count))) {
        case .found, .methodNotAllowed: return true
        case .notFound, .malformed: return false
        }
    }

    private var paths: [String] {
        Endpoint.all.map { router.basePath + $0.route.path } + ["/oauth/token", "/realms/partner/oauth/token"]
            + ControlCall.all.map { ControlPlane.prefix + $0.path }
    }

    /// The first segment of the path if it is a resource of Brevo's API that is not emulated.
    private var otherResource: String? {
        let base = router.basePath
        let rest = path.hasPrefix(base + "/") ? path.dropFirst(base.count) : path[...]
        return rest.split(separator: "/").first.flatMap { first in Self.otherResources.first { $0 == first } }
            .map { "/\($0)" }
    }

    /// The resources of Brevo's reference (developers.brevo.com/reference) beside those that are emulated.
    private static let otherResources = [
        "attributes", "balance", "categories", "companies", "contacts", "conversations", "couponCollections", "coupons",
        "crm", "ecommerce", "emailCampaigns", "events", "feeds", "files", "inbound", "loyalty", "notes", "objects",
        "orders", "payments", "pipeline", "processes", "products", "programs", "reseller", "senders", "smsCampaigns",
        "smtp", "tasks", "transactionalSMS", "webhooks", "whatsapp", "whatsappCampaigns",
    ]
}

extension String {
    fileprivate var collapsingSlashes: String {
        reduce(into: "") { text, character in
            if character != "/" || text.last != "/" { text.append(character) }
        }
    }
}
