"""The clients of the first generation, made by swagger-codegen: brevo-python 1.x and sib-api-v3-sdk.

They check each answer against a model, encode the whole address in a path, and send over urllib3, which repeats a GET
that it is told to repeat.
"""

import json

from .client import Answer, Client


class Generated(Client):
    # The package, whose modules are named alike in both clients.
    PACKAGE = None
    REPEATS = "told"
    QUOTES = True

    def __init__(self, base_url, api_key, repeats=True):
        configuration = self.PACKAGE.Configuration()
        configuration.host = base_url
        configuration.api_key["api-key"] = api_key
        self.api = self.PACKAGE.ApiClient(configuration)

    def account(self):
        answer = self.PACKAGE.AccountApi(self.api).get_account()
        return answer.email, answer.company_name, [plan.type for plan in answer.plan]

    @staticmethod
    def read(error):
        headers = {name.lower(): value for name, value in error.headers.items()}
        return Answer(error.status, json.loads(error.body), headers)
