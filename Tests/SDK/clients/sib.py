"""sib-api-v3-sdk: no calls for users, and of the master account those for sub-accounts only."""

from pathlib import Path

import sib_api_v3_sdk

from .generated import Generated

FREE = Path(__file__).parents[3] / "fixtures/seeds/new-accounts-free.json"


class SibApiV3(Generated):
    NAME = "sib_api_v3_sdk"
    PACKAGE = sib_api_v3_sdk
    READS_PLAN_DATES = False
    # Its one call that the stories need is that of the account.
    OPTIONS = ("--seed", str(FREE))
    ERROR = sib_api_v3_sdk.rest.ApiException

    def ask(self):
        return self.account()
