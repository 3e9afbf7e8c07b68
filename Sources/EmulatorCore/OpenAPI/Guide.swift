package import HTTPMessage

/// `GET /llms.txt`: how to use the emulator in a test suite, on one page of plain text (llmstxt.org).
package enum Guide {
    /// The path of the page.
    package static let path = "/llms.txt"

    /// The page.
    package static let response = HTTPResponse(
        status: .ok,
        headers: ["Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache"],
        body: Array(text.utf8)
    )

    private static let text = """
        # brevo-emulator

        > An emulator of Brevo's user-management API (/v3/organization/user/*, /v3/corporate/*) for tests. It keeps state,
        > refuses what the service refuses, and says why. No call leaves this machine and nobody is invited.

        ## Point an application at it

        - Base URL of an SDK: http://127.0.0.1:8080/v3. Any API key works and opens an account of its own, which has an
          owner and no other user; --keys seeded accepts only the keys of a seed.
        - A world of its own for each test: http://127.0.0.1:8080/worlds/{any name}/v3. Worlds share nothing. A world is
          created by its first request. Its control plane is /worlds/{name}/__emulator.

        ## The API

        - POST /v3/organization/user/invitation/send {"email","all_features_access","privileges":[{"feature","permissions"}]}
        - GET /v3/organization/invited/users, GET /v3/organization/user/{email}/permissions
        - POST /v3/organization/user/update/permissions
        - PUT /v3/organization/user/invitation/{resend|cancel|revoke}/{email}
        - The same for admin users below /v3/corporate, with groups and sub-accounts.
        - GET /__emulator/openapi.json has every operation with its schemas, examples and refusals.

        ## What a test commands (/__emulator)

        - POST /reset; GET, PUT, PATCH /state; PUT /snapshots/{name}, POST /snapshots/{name}/restore; GET /diff
        - POST /users/{email}/accept and /decline: what the invited person does. GET /mail: the invitation mails.
        - POST /clock/advance {"by":"PT73H"}: an invitation expires after 72 hours.
        - PUT /chaos {"rules":[{"match":{"method":"POST"},"fault":{"status":503},"times":1}]}: failures and delays.
        - POST /requests/wait, GET /events: what happens, as it happens.
        - WireMock's admin API at /__admin: POST /mappings, POST /requests/find, POST /requests/count and the rest. A stub
          overrides the emulated service.

        ## When a request is refused

        - X-Emulator-Hint says what to do. X-Emulator-Basis names the rule, and how well it is known: DOC (documented),
          OBS (observed) or INF (inferred).
        - GET /__emulator/explain/{sib-request-id of the response} has every check and the smallest change that succeeds,
          as requests to send. The request header X-Emulator-Explain: 1 explains a request without carrying it out.
        - GET /__emulator/rules lists the rules with their sources. GET and PUT /__emulator/assumptions change what is
          assumed where nothing is known; {"assumptions":"strictest"} finds tests that rest on a guess.

        ## In continuous integration

        - Start: brevo-emulator --port 0 --port-file port.txt, or the container image. Ready: GET /__emulator/readyz.
        - GET /__emulator/coverage?worlds=all&format=json|junit|html: which outcomes the suite has seen.
          brevo-emulator coverage --url http://127.0.0.1:8080 --min 80 fails below 80 percent.

        """
}
