/// One rule of the emulated service's behavior, with its source.
package struct Rule: Sendable, Hashable {
    /// How well a rule is known.
    package enum Basis: Sendable, Hashable {
        /// Brevo documents it, at this address.
        case documented(String)
        /// It was seen on the wire, as recorded at this address.
        case observed(String)
        /// It is inferred: nothing is documented or recorded.
        case inferred

        /// `DOC`, `OBS` or `INF`.
        package var mark: String {
            switch self {
            case .documented: "DOC"
            case .observed: "OBS"
            case .inferred: "INF"
            }
        }

        /// Where the rule is documented or recorded; nil for an inferred one.
        package var source: String? {
            switch self {
            case .documented(let source), .observed(let source): source
            case .inferred: nil
            }
        }
    }

    /// What a rule says, in one sentence, and how well that is known.
    package struct Statement: Sendable {
        let text: String
        let basis: Basis

        init(_ basis: Basis, _ text: String) { (self.basis, self.text) = (basis, text) }
    }

    /// The name in `X-Emulator-Basis`: `invited-once`.
    package let id: String
    /// What the rule says.
    package let text: String
    /// How well it is known.
    package let basis: Basis

    /// The rule of how an invitation can be answered.
    package static let invitationAnswers = UserRule.expiry.rule

    /// All rules, by topic.
    package static let all: [Rule] =
        RequestRule.rules + CredentialRule.rules + CatalogRule.rules + PlanRule.rules + UserRule.rules
        + AdminUserRule.rules + SubAccountRule.rules + AccountRule.rules + OAuthRule.rules
}

/// The rules of one topic: a case each, so that the compiler asks for a statement of every rule.
protocol RuleSet: CaseIterable, RawRepresentable<String>, Sendable {
    var statement: Rule.Statement { get }
}

extension RuleSet {
    var rule: Rule {
        let statement = statement
        return Rule(id: rawValue, text: statement.text, basis: statement.basis)
    }

    static var rules: [Rule] { allCases.map(\.rule) }
}

extension Rule.Basis {
    /// A page of Brevo's API reference.
    static func reference(_ page: String) -> Self { .documented("https://developers.brevo.com/reference/\(page)") }
    /// A guide of Brevo's developer documentation.
    static func guide(_ page: String) -> Self { .documented("https://developers.brevo.com/docs/\(page)") }
    /// An article of Brevo's help center.
    static func help(_ article: String) -> Self { .documented("https://help.brevo.com/hc/articles/\(article)") }
    /// Brevo's Swagger document of June 28, 2024, which has error descriptions that the reference lost.
    static let swagger2024 = Self.documented("https://github.com/getbrevo/brevo-go/blob/431823c/api/swagger.yaml")
    /// A recording of the live user list and account of June 24, 2026.
    static let recordedUserList = Self.observed(
        "https://github.com/getprobo/probo/blob/main/pkg/accessreview/drivers/testdata/brevo.yaml"
    )
}
