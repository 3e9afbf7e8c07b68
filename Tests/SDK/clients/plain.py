"""No client of Brevo's: the two libraries that most Python programs send HTTP by, used as a program would."""

import httpx
import requests

from .client import Answer, Client, access


class Plain(Client):
    PARTS = frozenset({"users", "admins"})

    # The library's class that keeps a connection open: both have the same methods.
    SESSION = None

    def __init__(self, base_url, api_key, repeats=True):
        self.base_url, self.http = base_url, self.SESSION()
        self.http.headers["api-key"] = api_key

    def send(self, method, path, body=None):
        answer = self.http.request(method, self.base_url + path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    @staticmethod
    def read(error):
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        return Answer(error.response.status_code, error.response.json(), headers)

    def account(self):
        answer = self.send("GET", "/account")
        return answer["email"], answer["companyName"], [plan["type"] for plan in answer["plan"]]

    def activities(self):
        return [log["action"] for log in self.send("GET", "/organization/activities")["logs"]]

    def list_users(self):
        return [(user["email"], user["status"]) for user in self.send("GET", "/organization/invited/users")["users"]]

    def invite(self, email, *privileges):
        return self.send("POST", "/organization/user/invitation/send", {"email": email, **access(*privileges)})

    def update(self, email, *privileges):
        return self.send("POST", "/organization/user/update/permissions", {"email": email, **access(*privileges)})

    def permissions(self, email):
        answer = self.send("GET", f"/organization/user/{email}/permissions")
        return {item["feature"]: item["permissions"] for item in answer["privileges"]}

    def resend(self, email):
        return self.send("PUT", f"/organization/user/invitation/resend/{email}")

    def cancel(self, email):
        return self.send("PUT", f"/organization/user/invitation/cancel/{email}")

    def revoke(self, email):
        return self.send("PUT", f"/organization/user/invitation/revoke/{email}")

    def groups(self):
        return [group["id"] for group in self.send("GET", "/corporate/groups")]

    def list_admins(self):
        return [(user["email"], user["status"]) for user in self.send("GET", "/corporate/invited/users")["users"]]

    def invite_admin(self, email, *privileges, groups=()):
        fields = access(*privileges) | {"groupIds": list(groups)}
        return self.send("POST", "/corporate/user/invitation/send", {"email": email, **fields})

    def change_admin(self, email, *privileges):
        return self.send("PUT", f"/corporate/user/{email}/permissions", access(*privileges))

    def admin_permissions(self, email):
        return self.send("GET", f"/corporate/user/{email}/permissions")["feature_access"]

    def resend_admin(self, email):
        return self.send("PUT", f"/corporate/user/invitation/resend/{email}")

    def cancel_admin(self, email):
        return self.send("PUT", f"/corporate/user/invitation/cancel/{email}")

    def revoke_admin(self, email):
        return self.send("DELETE", f"/corporate/user/revoke/{email}")


class PlainHTTPX(Plain):
    NAME = "httpx"
    SESSION = httpx.Client
    ERROR = httpx.HTTPStatusError


class PlainRequests(Plain):
    NAME = "requests"
    SESSION = requests.Session
    ERROR = requests.HTTPError
