"""The pytest plugin, in test runs of its own."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from brevo_emulator import Emulator

CONFTEST = """
    import json
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen
    import pytest

    class Users:
        def __init__(self, world):
            self.base_url = world.base_url + "/organization"

        def call(self, method, path, document=None):
            body = document and json.dumps(document).encode()
            headers = {"api-key": "any", "content-type": "application/json"}
            request = Request(self.base_url + path, body, headers, method=method)
            with urlopen(request) as response:
                return json.loads(response.read())

        def invite(self, *features):
            privileges = [{"feature": feature, "permissions": ["all"]} for feature in features]
            document = {"email": "ann@acme.example", "all_features_access": not features, "privileges": privileges}
            return self.call("POST", "/user/invitation/send", document)

        def emails(self):
            return [user["email"] for user in self.call("GET", "/invited/users")["users"]]

    @pytest.fixture
    def users(brevo_world):
        return Users(brevo_world)
"""

TEAM = """
    import pytest

    @pytest.mark.parametrize("number", range(30))
    def test_nobody_else_is_there(users, number):
        users.invite()
        assert users.emails() == ["owner@example.com", "ann@acme.example"]
"""


@pytest.fixture
def suite(pytester):
    pytester.makeconftest(CONFTEST)
    return pytester


def run(suite, *arguments):
    return suite.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_each_test_has_a_world(suite):
    suite.makepyfile(TEAM)
    run(suite).assert_outcomes(passed=30)


def test_tests_run_in_parallel(suite):
    suite.makepyfile(TEAM)
    run(suite, "-n", "4").assert_outcomes(passed=30)


def test_workers_can_share_an_emulator(suite, brevo_emulator):
    suite.makepyfile(TEAM)
    before = brevo_emulator.metrics()
    run(suite, "-n", "2", "--brevo-emulator-url", brevo_emulator.url).assert_outcomes(passed=30)
    assert brevo_emulator.metrics() != before
    assert not [name for name in brevo_emulator.worlds() if name.startswith("test_nobody")]


def test_a_shared_emulator_gets_its_token(suite, monkeypatch):
    suite.makepyfile("def test_it(users, brevo_world):\n    users.invite()\n    brevo_world.accept('ann@acme.example')")
    with Emulator(admin_token="secret") as emulator:
        url = ("--brevo-emulator-url", emulator.url)
        run(suite, *url).assert_outcomes(errors=1)
        monkeypatch.setenv("BREVO_EMULATOR_ADMIN_TOKEN", "secret")
        run(suite, *url).assert_outcomes(passed=1)


def test_a_missing_emulator_is_reported(suite):
    suite.makepyfile("def test_it(brevo_world): pass")
    result = run(suite, "--brevo-emulator-url", "http://127.0.0.1:9")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no emulator at http://127.0.0.1:9*"])


def test_options_come_from_the_ini_file(suite):
    suite.makeini("[pytest]\nbrevo_emulator_options = --keys seeded")
    suite.makepyfile("def test_it(users): users.emails()")
    run(suite).stdout.fnmatch_lines(["*401*", "GET /v3/organization/invited/users -> 401"])


def test_a_failing_test_shows_the_requests_to_its_world(suite):
    suite.makepyfile("def test_it(users): users.invite('contact')")
    result = run(suite)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- requests to http://127.0.0.1:*/worlds/test_it-*/v3 -*",
            "POST /v3/organization/user/invitation/send -> 400",
            '    sent:     {"email": "ann@acme.example"*',
            '    answered: {"code":"invalid_parameter","message":"Invalid feature: contact"}',
            "    hint:     *contacts*",
        ]
    )


def test_a_failing_test_in_a_worker_shows_it_too(suite):
    suite.makepyfile("def test_it(users): users.invite('contact')")
    run(suite, "-n", "2").stdout.fnmatch_lines(["    hint:     *contacts*"])


def test_a_failing_fixture_shows_it_too(suite):
    suite.makepyfile(
        """
        import pytest

        @pytest.fixture
        def invited(users): users.invite("contact")

        def test_it(invited): pass
        """
    )
    result = run(suite)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["POST /v3/organization/user/invitation/send -> 400"])


def test_a_test_that_sent_nothing_says_so(suite):
    suite.makepyfile("def test_it(brevo_world): assert False")
    run(suite).stdout.fnmatch_lines(["This world received no request. Does the application use its base_url?"])


def test_an_injected_fault_is_shown_as_one(suite):
    suite.makepyfile(
        """
        def test_it(users, brevo_world):
            brevo_world.chaos({"name": "busy", "fault": {"status": 503}})
            users.emails()
        """
    )
    run(suite).stdout.fnmatch_lines(["GET /v3/organization/invited/users -> 503", "    fault:    busy#1"])


def test_only_the_newest_of_many_requests_are_shown(suite):
    suite.makepyfile("def test_it(users): assert not [users.emails() for _ in range(60)]")
    result = run(suite)
    result.stdout.fnmatch_lines(["(10 earlier requests are left out)"])
    assert result.stdout.str().count("/invited/users -> 200") == 50


def test_a_passing_test_shows_nothing(suite):
    suite.makepyfile("def test_it(users): users.invite()")
    result = run(suite)
    result.assert_outcomes(passed=1)
    assert "requests to" not in result.stdout.str()


class Older(BaseHTTPRequestHandler):
    """An emulator of 0.1.0, which is ready and has none of the later commands."""

    def do_GET(self):
        ready = self.path == "/__emulator/readyz"
        body = b'{"status":"ready"}' if ready else b'{"error":"the control plane has no such path","hint":"any"}'
        self.send_response(200 if ready else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(
    "option, path", [("--brevo-assumptions=each", "assumptions"), ("--brevo-coverage-min=1", "coverage")]
)
def test_an_option_that_needs_a_newer_emulator_is_a_usage_error(suite, option, path):
    suite.makepyfile("def test_it(brevo_world): pass")
    with ThreadingHTTPServer(("127.0.0.1", 0), Older) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        result = run(suite, option, "--brevo-emulator-url", f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: this emulator has no GET /__emulator/{path}*"])


MERGE = """
    import pytest

    def test_a_user_is_listed(users):
        users.invite()
        assert "ann@acme.example" in users.emails()

    def test_an_update_keeps_the_rest(users):
        users.invite("landing_pages", "phone")
        update = {"email": "ann@acme.example", "all_features_access": False,
                  "privileges": [{"feature": "contacts", "permissions": ["view"]}]}
        users.call("POST", "/user/update/permissions", update)
        privileges = users.call("GET", "/user/ann@acme.example/permissions")["privileges"]
        granted = {item["feature"] for item in privileges if item["permissions"] != ["None"]}
        assert granted == {"Contacts", "Landing pages", "Phone"}
"""


class TestAssumptions:
    def test_a_test_that_rests_on_a_guess_is_listed(self, suite):
        suite.makepyfile(test_team=MERGE)
        result = run(suite, "--brevo-assumptions=each")
        assert result.ret == pytest.ExitCode.TESTS_FAILED
        result.stdout.fnmatch_lines(
            [
                "*Brevo assumptions: 1 of 2 tests rest on a guess*",
                "test_team.py::test_an_update_keeps_the_rest fails under update=replace*",
            ]
        )
        assert "test_a_user_is_listed fails" not in result.stdout.str()

    @pytest.mark.parametrize("more", [[], ["-n", "2"]])
    def test_the_strictest_assumptions_apply_together(self, suite, more):
        suite.makepyfile(test_team=MERGE)
        result = run(suite, "--brevo-assumptions=strictest", *more)
        result.assert_outcomes(passed=3, failed=1)
        result.stdout.fnmatch_lines(["test_team.py::test_an_update_keeps_the_rest fails under strictest"])

    def test_a_pinned_assumption_does_not_vary(self, suite):
        pinned = "@pytest.mark.brevo_assumptions(update='merge')\n    def test_an_update"
        suite.makepyfile(test_team=MERGE.replace("def test_an_update", pinned))
        result = run(suite, "--brevo-assumptions=each")
        assert result.ret == pytest.ExitCode.OK
        result.stdout.fnmatch_lines(["*Brevo assumptions: 0 of 2 tests rest on a guess*"])

    @pytest.mark.parametrize("more", [[], ["-n", "2"]])
    def test_too_little_coverage_fails_the_run(self, suite, more):
        suite.makepyfile(TEAM)
        assert run(suite, "--brevo-coverage-min=0.1", *more).ret == pytest.ExitCode.OK
        result = run(suite, "--brevo-coverage-min=99", *more)
        assert result.ret == pytest.ExitCode.TESTS_FAILED
        result.stdout.fnmatch_lines(["*Brevo coverage: * %, less than 99 %*", "not exercised: *"])
