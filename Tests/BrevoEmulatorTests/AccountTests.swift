import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// `GET /account` and `GET /organization/activities`, in process and over a socket.
@Suite struct AccountTests {
    private static let numbers = #""organization_id": "5fa2b8c123456789abcdef01", "user_id": 1234567,"#

    /// The seed with the ids of the documents' example.
    private static func configuration(plan: String = "enterprise") throws -> Emulator.Configuration {
        let seed = Acme.seed
            .replacing(#""companyName": "Acme","#, with: #""companyName": "Acme", \#(numbers)"#)
            .replacing(
                #""companyName": "Acme", \#(numbers) "plan": "enterprise""#,
                with: "\(numbers) \"plan\": \"\(plan)\""
            )
        return try Acme.configuration { $0.seed = try? JSONDocument(Array(seed.utf8)) }
    }

    private static func vertical(_ category: String, _ plan: (String, String), _ seats: (Int, Int)) -> String {
        #"{"planCategory":"\#(category)","planType":"\#(plan.0)","name":"\#(plan.1)","status":"active","#
            + #""startDate":"1792713600","endDate":"1795305600","#
            + #""users":{"purchasedSeats":"\#(seats.0)","usedSeats":"\#(seats.1)"}}"#
    }

    @Test(arguments: Transport.allCases) func `the account has its fields in their order`(transport: Transport) throws {
        try transport.withEmulator(Self.configuration()) { client in
            let plan = ("enterprise", "Enterprise")
            let answer = try client.send(.api("GET /account"))
            #expect(answer.status == 200)
            #expect(
                answer.text == """
                    {"organization_id":"5fa2b8c123456789abcdef01","user_id":1234567,"enterprise":true,\
                    "relay":{"enabled":true,"data":{"userName":"2116d6bc1@smtp-brevo.com",\
                    "relay":"smtp-relay.brevo.com","port":587}},\
                    "email":"boss@acme.example","firstName":"Sample","lastName":"Owner","companyName":"Example",\
                    "address":{"city":"Paris","street":"1 Example Street","zipCode":"75001","country":"France"},\
                    "dateTimePreferences":{"timezone":"Europe/Paris","timeFormat":"24","dateFormat":"dd-mm-yyyy"},\
                    "language":"fr",\
                    "plan":[{"type":"subscription","credits":100000,"creditsType":"sendLimit",\
                    "startDate":"1792713600","endDate":"1795305600"},\
                    {"type":"sms","credits":0,"creditsType":"sendLimit"}],\
                    "planVerticals":[\(Self.vertical("Marketing", plan, (1, 1))),\
                    \(Self.vertical("Chat", plan, (1, 1))),\(Self.vertical("CRM", plan, (1, 1)))]}
                    """
            )
        }
    }

    @Test(
        arguments: [
            ("free", false, "free", "1"), ("standard", false, "subscription", "1"),
            ("professional", false, "subscription", "10"), ("enterprise", true, "subscription", "1"),
        ]
    )
    func `the account shows its plan`(plan: String, isEnterprise: Bool, type: String, marketingSeats: String) throws {
        let emulator = try Emulator(Self.configuration(plan: plan))
        let account = try #require(try JSONParser.parse(emulator.respond(to: .api("GET /account")).body).object)
        #expect(account["enterprise"] == .bool(isEnterprise))
        let plans = account["plan"]?.array
        #expect(plans?[0].object?["type"] == .string(type))
        let seats = account["planVerticals"]?.array?[0].object?["users"]?.object?["purchasedSeats"]
        #expect(seats == .string(marketingSeats))
    }

    @Test func `a user who may do something there takes a seat until the access ends`() throws {
        let emulator = try Emulator(Self.configuration())
        func crmSeats() throws -> JSONValue? {
            let account = try JSONParser.parse(emulator.respond(to: .api("GET /account")).body)
            return JSONPointer("/planVerticals/2/users/usedSeats")?.resolve(in: account)
        }
        let invite = #"{"email":"new@acme.example","all_features_access":true}"#
        #expect(emulator.respond(to: .invite(invite)).status == 200)
        #expect(try crmSeats() == "2")
        #expect(emulator.respond(to: .api("PUT /organization/user/invitation/revoke/new@acme.example")).status == 200)
        #expect(try crmSeats() == "1")
    }

    @Test func `two accounts differ in their ids, and two runs do not`() throws {
        func ids(_ key: String) throws -> [JSONValue?] {
            let emulator = try Emulator(Acme.configuration())
            let account = try JSONParser.parse(emulator.respond(to: .api("GET /account", key: key)).body).object
            return [account?["organization_id"], account?["user_id"]]
        }
        #expect(try ids("k1") == ids("k1"))
        #expect(try ids("k1")[0] != ids("k2")[0])
        #expect(try ids("k1")[1] != ids("k2")[1])
    }

    private static let log = """
        [{"action": "login-success", "date": "2026-10-20T23:59:59Z", "user_email": "ann@acme.example"},
         {"action": "login-success", "date": "2026-11-10T12:00:00.500Z", "user_email": "bob@acme.example",
          "user_ip": "192.0.2.7", "user_agent": "Mozilla/5.0"},
         {"action": "update-profile", "date": "2026-11-20T08:00:00Z", "user_email": "ann@acme.example"}]
        """

    private static func logged(plan: String = "enterprise") throws -> Emulator.Configuration {
        let seed = """
            {"version": 1, "accounts": [{"apiKeys": ["xkeysib-acme"], "plan": "\(plan)", "activities": \(log)}]}
            """
        return try Acme.configuration { $0.seed = try? JSONDocument(Array(seed.utf8)) }
    }

    private static func line(_ action: String, _ date: String, _ who: String, _ ip: String, _ agent: String) -> String {
        #"{"action":"\#(action)","date":"\#(date)","user_email":"\#(who)@acme.example","user_ip":"\#(ip)","#
            + #""user_agent":"\#(agent)"}"#
    }

    private static let october = line("login-success", "2026-10-20T23:59:59Z", "ann", "127.0.0.1", "")
    private static let november = line("login-success", "2026-11-10T12:00:00Z", "bob", "192.0.2.7", "Mozilla/5.0")
    private static let today = line("update-profile", "2026-11-20T08:00:00Z", "ann", "127.0.0.1", "")

    @Test(
        arguments: [
            ("", [today, november, october], 3), ("?limit=1", [today], 3), ("?limit=1&offset=1", [november], 3),
            ("?offset=3", [], 3), ("?email=ANN@acme.example", [today, october], 2),
            ("?email=nobody@acme.example", [], 0),
            ("?startDate=2026-10-20&endDate=2026-11-10", [november, october], 2),
            ("?startDate=2026-10-21&endDate=2026-11-20", [today, november], 2),
            ("?startDate=2026-11-20&endDate=2026-11-20&email=ann@acme.example", [today], 1),
            ("?startDate=2025-11-20&endDate=2025-12-20", [], 0),
            ("?startDate=2026-11-20&endDate=2026-12-20", [today], 1),
        ] as [(String, [String], Int)],
        Transport.allCases
    )
    func `the log is asked by day, person and page`(
        question: (query: String, logs: [String], count: Int),
        by transport: Transport
    ) throws {
        try transport.withEmulator(Self.logged()) { client in
            let answer = try client.send(.api("GET /organization/activities\(question.query)"))
            #expect(answer.status == 200)
            #expect(answer.text == #"{"logs":[\#(question.logs.joined(separator: ","))],"count":\#(question.count)}"#)
        }
    }

    @Test(
        arguments: [
            ("?startDate=2026-11-01", "missing_parameter", "endDate is missing"),
            ("?endDate=2026-11-01", "missing_parameter", "startDate is missing"),
            ("?startDate=&endDate=2026-11-01", "invalid_parameter", "Invalid startDate"),
            ("?startDate=2026-11-01&endDate=01.11.2026", "invalid_parameter", "Invalid endDate"),
            ("?startDate=2026-02-30&endDate=2026-03-01", "invalid_parameter", "Invalid startDate"),
            ("?startDate=2026-11-02&endDate=2026-11-01", "invalid_parameter", "Invalid endDate"),
            (
                "?startDate=2026-10-01&endDate=2026-11-02", "out_of_range",
                "Maximum time period that can be selected is one month"
            ),
            (
                "?startDate=2025-11-17&endDate=2025-12-01", "out_of_range",
                "Activity logs can be retrieved from the past 12 months"
            ),
            ("?email=ann", "invalid_parameter", "Invalid email address"),
            ("?limit=0", "out_of_range", "limit must be between 1 and 100"),
            ("?limit=101", "out_of_range", "limit must be between 1 and 100"),
            ("?limit=x", "invalid_parameter", "Invalid limit"),
            ("?offset=-1", "out_of_range", "offset must be between 0 and 2147483647"),
        ],
        Transport.allCases
    )
    func `a question that cannot be answered is refused`(
        question: (query: String, code: String, message: String),
        by transport: Transport
    ) throws {
        try transport.withEmulator(Self.logged()) { client in
            let answer = try client.send(.api("GET /organization/activities\(question.query)"))
            #expect(answer.status == 400)
            #expect(answer.text == .error(question.code, question.message))
        }
    }

    @Test(arguments: ["free", "starter", "standard", "professional"])
    func `only the enterprise plan has the log`(plan: String) throws {
        let emulator = try Emulator(Self.logged(plan: plan))
        let answer = emulator.respond(to: .api("GET /organization/activities"))
        #expect(answer.status == 403)
        #expect(answer.text == .error("permission_denied", "Requires Enterprise plan"))
        #expect(emulator.respond(to: .api("GET /organization/activities?limit=0")).status == 400)
    }

    @Test func `what calls and people do is logged, and survives the state document`() throws {
        let emulator = try Emulator(Acme.configuration())
        let invite = HTTPRequest.invite(.viewer("new@acme.example"), headers: ["User-Agent": "suite/1"])
        #expect(emulator.respond(to: invite).status == 200)
        #expect(emulator.respond(to: .invite(email: "new@acme.example")).status == 400)
        #expect(emulator.respond(to: .control("POST /users/new@acme.example/accept")).status == 200)
        let log = emulator.respond(to: .api("GET /organization/activities")).text
        func line(_ action: String, _ who: String, _ agent: String) -> String {
            Self.line(action, "2026-11-20T09:00:00Z", who, "127.0.0.1", agent)
        }
        let lines = [
            line("login-success", "new", ""), line("accept-user-invitation", "new", ""),
            line("invite-user", "boss", "suite/1"),
        ]
        #expect(log == #"{"logs":[\#(lines.joined(separator: ","))],"count":3}"#)
        let state = emulator.respond(to: .state).text
        #expect(emulator.respond(to: .control("PUT /state", state)).status == 200)
        #expect(emulator.respond(to: .api("GET /organization/activities")).text == log)
    }
}
