"""What the stories ask of a client."""

from typing import NamedTuple

OWNER = "owner@example.com"


class Answer(NamedTuple):
    """An answer as an error of the client hands it out; names of headers in lower case."""

    status: int
    body: dict
    headers: dict


class Client:
    """One client with one API key. An address in a path is given as the client's user would write it.

    `invite`, `update`, `invite_admin` and `change_admin` take privileges as (feature, permission…), and mean all features
    where none is given. Whatever they return is the client's own.
    """

    NAME = "client"
    # The parts of the API that it has calls for, beside the account: "users", "admins".
    PARTS = frozenset()
    # Whether it reads the dates of a paid plan, which are Unix seconds since 2025.
    READS_PLAN_DATES = True
    # What the emulator must be started with for this client to read its answers.
    OPTIONS = ()
    # The class of all its errors, and the class that `ask` raises for a status where that is a narrower one.
    ERROR = Exception
    ERRORS = {}
    # Whether it repeats a failed GET by itself: "always", "told" (by Retry-After), "never".
    REPEATS = "never"
    # Whether it percent-encodes an address for the path; where not, its caller must.
    QUOTES = False

    def __init__(self, base_url, api_key, repeats=True):
        """`repeats=False` makes a client that can be told so give up at the first failure."""

    @staticmethod
    def read(error):
        """The answer behind an error."""
        raise NotImplementedError

    def ask(self):
        """The simplest call that it has."""
        return self.users()

    def users(self):
        """The list of users without the owner: e-mail → status."""
        return statuses(self.list_users())

    def admins(self):
        """The list of admin users without the owner: e-mail → status."""
        return statuses(self.list_admins())


def statuses(people):
    return {email: status for email, status in people if email != OWNER}


def access(*privileges):
    """The fields of an invitation that say what is granted."""
    items = [{"feature": feature, "permissions": list(permissions)} for feature, *permissions in privileges]
    return {"all_features_access": not items, "privileges": items}


def plain(value):
    """A typed answer as dictionaries: the clients hand out a plain one where the wire differs from their model."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return plain(value.model_dump(warnings=False)) if hasattr(value, "model_dump") else value
