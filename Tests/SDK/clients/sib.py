"""sib-api-v3-sdk: no calls for users, and of the master account those for sub-accounts only."""

import sib_api_v3_sdk

from .generated import Generated


class SibApiV3(Generated):
    NAME = "sib_api_v3_sdk"
    PACKAGE = sib_api_v3_sdk
    ERROR = sib_api_v3_sdk.rest.ApiException
    STUBS = (
        {
            "request": {"method": "GET", "urlPathPattern": ".*/account"},
            "response": {
                "jsonBody": {
                    "plan": [{"type": "payAsYouGo", "credits": 5000, "creditsType": "sendLimit"}],
                    "relay": {
                        "enabled": True,
                        "data": {"userName": "john.smith@example.com", "relay": "smtp.example.com", "port": 587},
                    },
                    "email": "john.smith@example.com",
                    "firstName": "John",
                    "lastName": "Smith",
                    "companyName": "MyShop",
                    "address": {"street": "1 Main", "city": "New-York", "zipCode": "10001", "country": "USA"},
                }
            },
        },
    )

    def ask(self):
        return sib_api_v3_sdk.AccountApi(self.api).get_account()
