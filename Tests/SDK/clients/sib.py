"""sib-api-v3-sdk: no calls for users, and of the master account those for sub-accounts only."""

import sib_api_v3_sdk

from .generated import Generated


class SibApiV3(Generated):
    NAME = "sib_api_v3_sdk"
    PACKAGE = sib_api_v3_sdk
    ERROR = sib_api_v3_sdk.rest.ApiException

    def ask(self):
        return self.account()
