"""How the page shows explanations and coverage, given by the test in the emulator's place."""

import json
from contextlib import contextmanager

from conftest import VIEW_CONTACTS

INVITATION = "/v3/organization/user/invitation/send"
RULE = {"id": "permission-known", "text": "A permission must be one of its feature's.", "basis": "OBS",
        "source": "https://developers.brevo.com/docs/user-management#permissions", "assumption": "update=merge"}


@contextmanager
def answered(page, answers):
    """Pages opened in here get these answers to requests whose path contains the key."""
    source = """
        const answers = %s, original = window.fetch;
        window.fetch = (url, options) => {
            const found = Object.entries(answers).find(([part]) => String(url).includes(part));
            return found ? Promise.resolve(new Response(JSON.stringify(found[1]))) : original(url, options);
        };""" % json.dumps(answers)
    script = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    try:
        yield
    finally:
        page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def explanation(world, **members):
    body = {"email": "ann@acme.example", "all_features_access": False, "privileges": [VIEW_CONTACTS]}
    return {
        "request": {"id": "x", "method": "POST", "url": INVITATION, "time": "2026-11-20T09:00:00.000Z"},
        "status": 400, "source": "operation", "operation": "inviteuser", "rule": RULE, "hint": "Use view.",
        "checks": [
            {"rule": "key-known", "text": "The key is known.", "basis": "DOC", "outcome": "passed", "compared": "xkeysib-…1234"},
            {"rule": RULE["id"], "text": RULE["text"], "basis": "OBS", "outcome": "refused", "compared": "fly, of view, import"},
            {"rule": "seats", "text": "A seat is free.", "basis": "INF", "outcome": "not reached"},
        ],
        "nearMiss": "fly is nearest to view", "stub": None, "fault": None,
        "nearMisses": [{"stub": {"id": "9d9f1c1c-3d7e-4b43-8b38-0d8a4c8b1c11", "name": "unlucky"}, "distance": 0.25}],
        "change": {"text": "Grant view instead of fly.", "requests": [
            {"method": "POST", "url": f"/worlds/{world.name}{INVITATION}",
             "headers": {"api-key": "xkeysib-…" + world.key[-4:], "Content-Type": "application/json"}, "body": json.dumps(body)}]},
        **members,
    }


def open_refusal(world, page):
    world.invite("ann@acme.example", privileges=[{"feature": "contacts", "permissions": ["fly"]}])
    page.open(world.url)
    page.open_row("400")
    page.wait_for(lambda: page.count(".checks"), "the explanation")


def test_the_checks_the_rule_and_its_source_are_shown(world, page):
    with answered(page, {"/__emulator/explain/": explanation(world)}):
        open_refusal(world, page)
        assert page.text(".verdict") == RULE["text"]
        outcomes = page.run("return [...document.querySelectorAll('.checks li')].map((each) => each.className)")
        assert outcomes == ["passed", "refused", "not-reached"]
        assert "fly, of view, import" in page.text(".checks .refused")
        links = page.run("return [...document.querySelectorAll('.rule a')].map((link) => link.getAttribute('href'))")
        assert links == [RULE["source"], "#/assumptions?at=update"]
        assert page.find(".rule a").get_attribute("rel") == "noreferrer"
        assert "unlucky 75 % alike" in page.text(".why") and "fly is nearest to view" in page.text(".why")
        assert page.accessibility_faults() == []
        page.screenshot("explanation")


def test_the_change_is_sent_with_the_whole_key_and_its_outcome_told(world, page):
    with answered(page, {"/__emulator/explain/": explanation(world)}):
        open_refusal(world, page)
        page.click("Send this request", ".change")
        page.wait_for_text("It passes.", ".change")
        assert world.users()["ann@acme.example"] == "pending"
        page.click("Send this request", ".change")
        page.wait_for_text("already invited", ".change")
        page.click("Open it", ".change")
        page.wait_for(lambda: page.count(".rows [aria-selected=true]"), "the row of the new request")


def test_markup_in_an_explanation_is_text(world, page):
    markup = "<img src=x onerror=window.hit=1>"
    rule = {**RULE, "text": markup, "source": "javascript:window.hit=1"}
    change = {"text": markup, "requests": [{"method": "GET", "url": "/" + markup, "headers": {}, "body": None}]}
    answer = explanation(world, rule=rule, hint=markup, nearMiss=markup, change=change)
    with answered(page, {"/__emulator/explain/": answer}):
        open_refusal(world, page)
        assert page.count(".rule a[href^=javascript]") == 0
        assert page.count("main img") == 0 and page.run("return window.hit") is None


def test_coverage_is_a_map_of_operations_and_outcomes(world, page):
    items = [
        {"id": "inviteuser 200", "operation": "inviteuser", "status": 200, "rule": None, "basis": "DOC", "count": 3},
        {"id": "inviteuser 400 user-invited-once", "operation": "inviteuser", "status": 400, "rule": "user-invited-once", "basis": "INF", "count": 0},
        {"id": "getInvitedUsersList 200", "operation": "getInvitedUsersList", "status": 200, "rule": None, "basis": "OBS", "count": 0},
    ]
    with answered(page, {"/__emulator/coverage": {"items": items, "covered": 1, "total": 3}}):
        page.open(world.url, "coverage")
        page.wait_for_text("1 of 3 outcomes")
        assert page.count(".operation") == 2
        assert page.count(".outcome-cell.met[aria-label]") == 1
        assert page.find(".outcome-cell.INF[aria-label]").get_attribute("aria-label") == "400 user-invited-once, INF, 0 times"
        page.filter("invited-once")
        page.wait_for(lambda: page.count(".operation") == 1, "the filtered map")
        assert page.accessibility_faults() == []
        page.screenshot("coverage-map")
