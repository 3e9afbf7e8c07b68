internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

// The account itself.
extension Repair {
    /// The account that the credential opens.
    func accountID(_ facts: ExplainedRequest) -> Accounts.ID? {
        facts.account.flatMap { account in
            world.service.accounts.ids { $0.organizationID == account.organizationID }.first
        }
    }

    private var basePath: String { world.origin.router.basePath }

    mutating func raisePlan(of account: Accounts.ID, _ facts: ExplainedRequest) -> Bool {
        patch(account, "replace", "/plan", "enterprise", "Put the account on the plan enterprise.")
    }

    mutating func becomeMaster(_ account: Accounts.ID) -> Bool {
        let master = world.service.accounts.inOrder.first { $0.account.master != nil && $0.account.subAccount == nil }
        if let key = master?.account.apiKeys.first(where: \.isUnrestricted) {
            useKey(key.text)
            return note("Use the key of a master account.")
        }
        return patch(account, "replace", "/kind", "master", "Make the account a master account.")
    }
}

// People.
extension Repair {
    private func calls(_ facts: ExplainedRequest) -> PersonCalls? {
        facts.email.map { PersonCalls($0, as: facts.role, basePath: basePath) }
    }

    mutating func resend(_ facts: ExplainedRequest) -> Bool {
        guard let calls = calls(facts) else { return false }
        (request.method, request.target) = (.put, calls.resend)
        setBody(nil)
        return note("The invitation is pending, so resend it.")
    }

    mutating func changeInstead(_ facts: ExplainedRequest) -> Bool {
        guard let email = facts.email, let calls = calls(facts) else { return false }
        guard !facts.isOwner(email) else { return useAnother(facts) }
        (request.method, request.target) = calls.change
        return note("The person is active, so change the permissions.")
    }

    /// What resend and cancel could mean for somebody who is active.
    mutating func callForActive(_ facts: ExplainedRequest) -> Bool {
        guard let calls = calls(facts) else { return false }
        (request.method, request.target) = calls.revoke
        return note("The person has accepted, so revoke the access.")
    }

    mutating func cancelInstead(_ facts: ExplainedRequest) -> Bool {
        guard let calls = calls(facts) else { return false }
        (request.method, request.target) = (.put, calls.cancel)
        return note("The invitation is pending, so cancel it.")
    }

    /// Invites the person first.
    mutating func invite(_ facts: ExplainedRequest) -> Bool {
        guard let email = facts.email, let calls = calls(facts), !facts.isOwner(email) else { return useAnother(facts) }
        var step = request
        (step.method, step.target) = (.post, calls.send)
        step.body = JSONValue.object(["email": .string(email.text), "all_features_access": true]).encoded()
        step.headers = HTTPHeaders()
        for field in request.headers where ["api-key", "authorization"].contains(field.name.lowercased()) {
            step.headers.append(field.name, field.value)
        }
        step.headers.append("Content-Type", "application/json")
        return sendFirst(step, "Invite \(email.text) first.")
    }

    mutating func inviteAndAccept(_ facts: ExplainedRequest) -> Bool {
        guard let email = facts.email, let calls = calls(facts), !facts.isOwner(email) else { return useAnother(facts) }
        guard invite(facts) else { return false }
        let key = facts.account?.apiKeys.first?.text
        let query = key.map { "&account=\(PercentCoding.encodeSegment($0))" } ?? ""
        return sendFirst(.post, calls.accept + query, nil, "Let \(email.text) accept.")
    }

    /// Uses the address of a person who is there and whose address is spelled nearly like this one.
    mutating func useNearestPerson(_ facts: ExplainedRequest) -> Bool {
        guard let email = facts.email, let account = facts.account else { return false }
        let people: [String] =
            switch facts.role {
            case .user: account.users.first(100) { $0.invitation.status(at: facts.now) != .rejected }.map(\.email.text)
            case .admin:
                account.master?.adminUsers.first(100) { $0.invitation.status(at: facts.now) != .rejected }
                    .map(\.email.text) ?? []
            }
        guard let nearest = people.first(where: { Spelling.distance($0, email.text) <= 2 }) else { return false }
        return setEmail(nearest, facts)
    }

    /// Uses an address that is not the owner's.
    mutating func useAnother(_ facts: ExplainedRequest) -> Bool {
        setEmail("ann@acme.example", facts)
    }

    private mutating func setEmail(_ email: String, _ facts: ExplainedRequest) -> Bool {
        guard let endpoint = facts.call.endpoint else { return false }
        if endpoint.fields.path.contains(where: { $0.name == "email" }) {
            setPath("email", email, endpoint)
        } else {
            editBody { $0["email"] = .string(email) }
        }
        return note("Name \(email).")
    }

    mutating func useOwner(_ account: Accounts.ID, _ facts: ExplainedRequest) -> Bool {
        let accounts = world.service.accounts
        let number = facts.call.body["id"].flatMap { facts.call.body.number(at: $0)?.int }
        let subAccount = number.flatMap { try? accounts.subAccount($0, of: account) }
        let owner = subAccount?.account.owner.email ?? accounts[account].owner.email
        editBody { $0["email"] = .string(owner.text) }
        return note("Name the owner, \(owner.text).")
    }
}

// What a master account has.
extension Repair {
    mutating func useGroup(_ account: Accounts.ID, _ facts: ExplainedRequest) -> Bool {
        guard let endpoint = facts.call.endpoint else { return false }
        let example = "65b1f22c09d6ed67ef1cd123"
        var id = world.service.accounts[account].master?.groups.first?.id.description
        if id == nil {
            let group: JSONValue = ["id": .string(example), "groupName": "Support"]
            guard patch(account, "add", "/groups/-", group, "Add a group.") else { return false }
            id = example
        }
        guard let id else { return false }
        if let parameter = endpoint.fields.path.first(where: { ["id", "groupId"].contains($0.name) }) {
            setPath(parameter.name, id, endpoint)
        } else {
            editBody { $0["groupIds"] = [.string(id)] }
        }
        return note("Name the group \(id).")
    }

    mutating func useSubAccount(_ account: Accounts.ID, _ facts: ExplainedRequest) -> Bool {
        guard let endpoint = facts.call.endpoint else { return false }
        if world.service.accounts[account].master?.subAccountCount == 0 {
            let part: JSONValue = [
                "id": 4_109_344, "companyName": "Acme France", "owner": ["email": "boss@acme.example"],
            ]
            guard patch(account, "add", "/subAccounts/-", part, "Add a sub-account.") else { return false }
        }
        guard let master = accountID(facts),
            let number = (try? world.service.accounts.subAccounts(of: master))?.first?.subAccount.number
        else { return false }
        let names = endpoint.fields.body.map(\.name)
        if let list = ["subAccountIds", "ids"].first(where: names.contains) {
            editBody { $0[list] = [.number(JSONNumber(number))] }
        } else if names.contains("id") {
            editBody { $0["id"] = .number(JSONNumber(number)) }
        } else {
            setPath("id", "\(number)", endpoint)
        }
        return note("Name the sub-account \(number).")
    }

    mutating func addIP(_ account: Accounts.ID, _ facts: ExplainedRequest) -> Bool {
        if let ip = world.service.accounts[account].master?.ips.first?.ip {
            editBody { $0["ip"] = .string(ip) }
            return note("Name the address \(ip).")
        }
        let ip: JSONValue = ["ip": "203.0.113.10", "domain": "mail.acme.example"]
        guard patch(account, "add", "/ips", [ip], "Give the master account an address.") else { return false }
        editBody { $0["ip"] = "203.0.113.10" }
        return note("Name the address 203.0.113.10.")
    }

    mutating func removeKey(_ account: Accounts.ID, _ facts: ExplainedRequest) -> Bool {
        let number = facts.call.body["id"].flatMap { facts.call.body.number(at: $0)?.int }
        guard let number, let entry = try? world.service.accounts.subAccount(number, of: account) else { return false }
        let ids = world.service.accounts.ids { $0.organizationID == entry.account.organizationID }
        return ids.first.map { patch($0, "remove", "/apiKeys/0", .null, "Remove a key of the sub-account.") } ?? false
    }
}
