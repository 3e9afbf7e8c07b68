import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The people of a Brevo account, as this package's users see them.
public struct Team: Sendable {
    /// Somebody who was invited, or the owner.
    public struct Member: Decodable, Sendable {
        /// The address.
        public let email: String
        /// How far the invitation has come: `pending` or `active`.
        public let status: String
    }

    /// Brevo has refused a call.
    public struct Refusal: Error, Decodable {
        /// The kind of refusal, from Brevo's list.
        public let code: String
        /// The refusal in words.
        public let message: String
    }

    private let baseURL: String
    private let apiKey: String

    /// - Parameter baseURL: where Brevo is; tests give another.
    public init(baseURL: String = "https://api.brevo.com/v3", apiKey: String) {
        (self.baseURL, self.apiKey) = (baseURL, apiKey)
    }

    /// Everybody, the owner too.
    public func members() async throws -> [Member] {
        struct List: Decodable { let users: [Member] }
        return try JSONDecoder().decode(List.self, from: await call("GET", "/organization/invited/users")).users
    }

    /// Invites somebody who may see the contacts; asks once more where Brevo is too busy.
    public func invite(_ email: String) async throws {
        struct Privilege: Encodable { let feature: String, permissions: [String] }
        struct Invitation: Encodable { let email: String, all_features_access: Bool, privileges: [Privilege] }
        let privileges = [Privilege(feature: "conversations", permissions: ["access"])]
        let body = try JSONEncoder().encode(
            Invitation(email: email, all_features_access: false, privileges: privileges)
        )
        let path = "/organization/user/invitation/send"
        do { _ = try await call("POST", path, body) } catch is Busy { _ = try await call("POST", path, body) }
    }

    private struct Busy: Error {}

    private func call(_ method: String, _ path: String, _ body: Data? = nil) async throws -> Data {
        guard let url = URL(string: baseURL + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.setValue(apiKey, forHTTPHeaderField: "api-key")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (data, response) = try await URLSession.shared.data(for: request)
        switch (response as? HTTPURLResponse)?.statusCode {
        case 200, 201, 204: return data
        case 429, 503: throw Busy()
        default: throw try JSONDecoder().decode(Refusal.self, from: data)
        }
    }
}
