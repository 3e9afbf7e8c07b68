"""The tables on docs/invitations.md: what each call does to a person in each state, and who is listed."""

from brevo_emulator import CommandRefused
from calls import Call, get, invite, invite_admin, put

NOBODY_YET = {"user": "dora@acme.example", "admin": "gus@acme.example"}
OWNER = "boss@acme.example"
STATES = ["never invited", "pending", "active", "rejected", "expired", "cancelled", "revoked", "the owner"]
HOURS = "PT72H"


def user_calls(person):
    base = "/organization/user"
    return {
        "invite": invite(person),
        "resend": put(f"{base}/invitation/resend/{person}"),
        "cancel": put(f"{base}/invitation/cancel/{person}"),
        "revoke": put(f"{base}/invitation/revoke/{person}"),
        "update permissions": Call(
            "POST", f"{base}/update/permissions", {"email": person, "all_features_access": True, "privileges": [{}]}
        ),
        "read permissions": get(f"{base}/{person}/permissions"),
    }


def admin_calls(person):
    base = "/corporate/user"
    return {
        "invite": invite_admin(person),
        "resend": put(f"{base}/invitation/resend/{person}"),
        "cancel": put(f"{base}/invitation/cancel/{person}"),
        "revoke": Call("DELETE", f"{base}/revoke/{person}"),
        "update permissions": put(f"{base}/{person}/permissions", {"all_features_access": True, "privileges": [{}]}),
        "read permissions": get(f"{base}/{person}/permissions"),
    }


class Person:
    """A user or admin user in a given state, in a world."""

    def __init__(self, world, send, kind, state):
        self.world, self._send, self.kind = world, send, kind
        self.email = OWNER if state == "the owner" else NOBODY_YET[kind]
        self.calls = user_calls(self.email) if kind == "user" else admin_calls(self.email)
        self._bring_to(state)

    def call(self, name):
        return self._send(self.world, self.calls[name])

    def _bring_to(self, state):
        if state in ("never invited", "the owner"):
            return
        self.call("invite")
        steps = {
            "active": lambda: self.world.accept(self.email, kind=self.kind),
            "rejected": lambda: self.world.decline(self.email, kind=self.kind),
            "expired": lambda: self.world.advance(HOURS),
            "cancelled": lambda: self.call("cancel"),
        }
        if state == "revoked":
            self.world.accept(self.email, kind=self.kind)
            assert self.call("revoke").status < 300
        elif state in steps:
            steps[state]()

    @property
    def listed(self):
        """The status in the list of users; None if not listed."""
        path = "/organization/invited/users" if self.kind == "user" else "/corporate/invited/users?limit=100"
        users = self._send(self.world, get(path)).document["users"]
        return next((user["status"] for user in users if user["email"] == self.email), None)

    @property
    def can_accept(self):
        try:
            self.world.accept(self.email, kind=self.kind)
        except CommandRefused:
            return False
        return True


def cell(person, name):
    before = person.listed
    answer = person.call(name)
    after = person.listed
    if answer.status >= 400:
        return f"{answer.status} {answer.document['message']}"
    change = "" if before == after else f" → {after or 'not listed'}"
    return f"**{answer.status}**{change}"


def table(worlds, send, kind):
    def people():
        """A person in each state, in new worlds."""
        return [Person(worlds.world(), send, kind, state) for state in STATES]

    def row(name, cells):
        return f"| {name} | {' | '.join(cells)} |"

    rows = [row("", STATES), row("---", ["---"] * len(STATES))]
    rows.append(row("in the list", [person.listed or "no" for person in people()]))
    for name in people()[0].calls:
        rows.append(row(name, [cell(person, name) for person in people()]))
    rows.append(
        row("the person can accept", ["**yes** → active" if person.can_accept else "no" for person in people()])
    )
    return "\n".join(rows) + "\n"


def text(worlds, send):
    users, admins = table(worlds, send, "user"), table(worlds, send, "admin")
    return f"### Users\n\n{users}\n### Admin users\n\n{admins}"
