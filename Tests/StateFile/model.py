"""What the state of one account must be after each of a client's writes: a model as small as the writes need."""

import copy

PRIVILEGES = [["view"], ["view", "export"], ["import"], ["view", "import", "export"]]


class Write:
    """A call that changes something: how it is sent, and what it makes of the account."""

    def __init__(self, method, path, body, after):
        self.method, self.path, self.body, self.after = method, path, body, after


class Account:
    """One client's account: its users and admin users by address, with status and permissions."""

    def __init__(self, key, random, resets=False):
        self.key, self.random, self.resets = key, random, resets
        self.present = {"users": {}, "adminUsers": {}}
        # A write that leads back to an earlier state could not be told from none.
        self.seen = {freeze(self.present)}
        self.invited = 0

    def go_on_from(self, present):
        self.present = present
        self.seen.add(freeze(present))

    def next_write(self):
        if self.resets and self.random.random() < 0.3:
            return Write("POST", "/__emulator/reset", None, {"users": {}, "adminUsers": {}})
        while True:
            write = self.random.choice([self.invite, self.invite_admin, self.update, self.answer, self.remove])()
            if write and freeze(write.after) not in self.seen:
                self.seen.add(freeze(write.after))
                return write

    def has_become(self, write):
        self.present = write.after

    def invite(self):
        email, permissions = self.new_email(), self.random.choice(PRIVILEGES)
        body = {"email": email, "all_features_access": False, "privileges": contacts(permissions)}
        return self.write("POST", "/v3/organization/user/invitation/send", body, "users", email, ["pending", permissions])

    def invite_admin(self):
        email = self.new_email()
        body = {
            "email": email,
            "all_features_access": False,
            "privileges": [{"feature": "my_plan", "permissions": ["all"]}],
            "groupIds": [],
        }
        path = "/v3/corporate/user/invitation/send"
        return self.write("POST", path, body, "adminUsers", email, ["pending", None])

    def update(self):
        email, person = self.somebody("users", "pending", "active")
        permissions = self.random.choice(PRIVILEGES)
        body = {"email": email, "all_features_access": False, "privileges": contacts(permissions)}
        path = "/v3/organization/user/update/permissions"
        return email and self.write("POST", path, body, "users", email, [person[0], permissions])

    def answer(self):
        kind = self.random.choice(["users", "adminUsers"])
        email, person = self.somebody(kind, "pending")
        step, status = self.random.choice([("accept", "active"), ("decline", "rejected")])
        query = f"?account={self.key}" + ("&kind=admin" if kind == "adminUsers" else "")
        path = f"/__emulator/users/{email}/{step}{query}"
        return email and self.write("POST", path, None, kind, email, [status, person[1]])

    def remove(self):
        email, _ = self.somebody("users", "pending", "active")
        path = f"/v3/organization/user/invitation/revoke/{email}"
        return email and self.write("PUT", path, None, "users", email, None)

    def somebody(self, kind, *statuses):
        people = [(email, person) for email, person in self.present[kind].items() if person[0] in statuses]
        return self.random.choice(people) if people else (None, None)

    def new_email(self):
        self.invited += 1
        return f"person{self.invited}.{self.key}@acme.example"

    def write(self, method, path, body, kind, email, person):
        after = copy.deepcopy(self.present)
        if person:
            after[kind][email] = person
        else:
            del after[kind][email]
        return Write(method, path, body, after)


def contacts(permissions):
    return [{"feature": "contacts", "permissions": permissions}]


def freeze(state):
    return repr([sorted(state[kind].items()) for kind in ("users", "adminUsers")])


def account_in(document, key):
    """What the model knows of an account, as a state document tells it."""
    for account in document["accounts"]:
        if key in account["apiKeys"]:
            users = {user["email"]: [user["status"], permissions_of(user)] for user in account["users"]}
            admins = {user["email"]: [user["status"], None] for user in account["adminUsers"]}
            return {"users": users, "adminUsers": admins}
    return {"users": {}, "adminUsers": {}}


def permissions_of(user):
    """In the order in which the model writes them; the catalog has one of its own."""
    permissions = set(user["privileges"][0]["permissions"])
    return next(known for known in PRIVILEGES if set(known) == permissions)
