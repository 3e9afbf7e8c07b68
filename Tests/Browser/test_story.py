"""What somebody does with the page, from an invitation that is refused to a clean world."""

import httpx
import pytest
from brevo import Brevo
from brevo.core.api_error import ApiError

INVITATION = "/v3/organization/user/invitation/send"


def client(world):
    return Brevo(base_url=f"{world.url}/v3", api_key=world.key)


def invite(world, email):
    client(world).user.inviteuser(
        email=email, all_features_access=False, privileges=[{"feature": "contacts", "permissions": ["view"]}]
    )


def test_an_invitation_by_the_sdk_is_a_row_and_can_be_opened(world, page):
    page.open(world.url)
    page.wait_for_text("No requests yet")
    invite(world, "ann@acme.example")
    row = page.wait_for_rows(1)[0]
    assert (row["method"], row["status"], row["path"]) == ("POST", "200", INVITATION)
    assert row["operation"] == "inviteuser" and row["took"]
    page.open_row(INVITATION)
    assert '"ann@acme.example"' in page.text(".detail")
    assert "inviteuser" in page.text(".detail .facts")


def test_a_refusal_says_why(world, page):
    invite(world, "ann@acme.example")
    with pytest.raises(ApiError):
        invite(world, "ann@acme.example")
    page.open(world.url)
    row = page.wait_for_rows(2)[0]
    assert row["status"] == "400" and "pending" in row["hint"] and row["hint"].startswith("INF")
    page.open_row("400")
    assert "Why it was refused" in page.text(".why")
    assert "user-invited-once" in page.text(".why")


def test_the_change_that_would_pass_is_sent_at_a_click(world, page):
    if not world.has("/rules"):
        pytest.skip("this emulator does not explain yet")
    world.invite("ann@acme.example", privileges=[{"feature": "contacts", "permissions": ["fly"]}])
    page.open(world.url)
    page.open_row("400")
    page.wait_for(lambda: page.count(".checks li.refused"), "the check that refused")
    assert page.count(".checks li.passed") and page.count(".checks li.not-reached")
    page.wait_for(lambda: page.count("[data-k=send-change]"), "a change that would pass")
    page.run("document.querySelector('[data-k=send-change]').click()")
    page.wait_for_text("It passes.", ".change")
    assert "ann@acme.example" in world.users()


def test_a_person_accepts_in_the_mail_view_and_is_active(world, page):
    world.invite("ann@acme.example")
    page.open(world.url, "mail")
    page.wait_for(lambda: page.count(".inbox button"), "the mail")
    page.run("document.querySelector('.inbox button').click()")
    frame = page.wait_for(lambda: page.find("iframe"), "the mail's frame")
    assert frame.get_attribute("sandbox") == "allow-popups allow-popups-to-escape-sandbox"
    page.driver.switch_to.frame(frame)
    page.wait_for(lambda: "ann@acme.example" in page.run("return document.body?.textContent"), "the text of the mail")
    assert page.run("return getComputedStyle(document.body).maxWidth") != "none", "the policy must allow its style"
    page.driver.switch_to.default_content()
    page.click("Accept", ".detail")
    page.wait_for_text("The invitation is accepted.", ".detail")
    assert world.users()["ann@acme.example"] == "active"
    page.press("g", "p")
    page.wait_for(lambda: page.count(".state.active"), "the state in the view of people")


def test_time_passes_and_an_invitation_expires(world, page):
    world.invite("ann@acme.example")
    page.open(world.url, "people")
    page.wait_for_text("2 d 23 h", "table")
    page.press("g", "c")
    page.wait_for_text("ann@acme.example")
    page.click("+73 h")
    page.wait_for_text("None. An invitation can be answered for 72 hours")
    page.press("g", "p")
    page.wait_for(lambda: page.count(".state.rejected"), "the state in the view of people")
    assert "ann@acme.example" not in world.users()


def test_a_clock_is_frozen_and_set(world, page):
    page.open(world.url, "clock")
    page.click("Freeze")
    page.wait_for(lambda: world.control("GET", "/clock")["frozen"], "a frozen clock")
    page.find("#clock-at").send_keys("2030-01-02T03:04:05Z\n")
    page.wait_for_text("2 Jan 2030, 03:04:05", ".face")
    page.click("Run")
    page.wait_for(lambda: not world.control("GET", "/clock")["frozen"], "a running clock")


def test_an_assumption_is_turned_round(world, page):
    assumption = world.control("GET", "/assumptions")["assumptions"][0]
    other = next(value for value in assumption["values"] if value != assumption["value"])
    page.open(world.url, "assumptions")
    page.wait_for(lambda: page.count("[data-k]"), "the assumptions")
    button = f"[data-k='{assumption['name']} {other}']"
    assert page.attribute(button, "aria-pressed") == "false"
    page.run("document.querySelector(arguments[0]).click()", button)
    page.wait_for(lambda: page.attribute(button, "aria-pressed") == "true", "the other value")
    values = {each["name"]: each["value"] for each in world.control("GET", "/assumptions")["assumptions"]}
    assert values[assumption["name"]] == other


def test_people_are_invited_changed_and_revoked(world, page):
    world.list()
    page.open(world.url, "people")
    page.click("Invite", "#tools")
    field = page.wait_for(lambda: page.count("#new-email") and page.find("#new-email"), "the form")
    field.send_keys("ben@acme.example")
    page.run("document.querySelector('[data-k=\"contacts.view\"]').click()")
    page.wait_for_text('"ben@acme.example"', ".sent")
    page.click("Send the invitation")
    page.wait_for(lambda: world.users().get("ben@acme.example") == "pending", "the invitation")
    page.wait_for_text("ben@acme.example", ".detail h2")
    page.click("Accept", ".detail")
    page.wait_for(lambda: world.users().get("ben@acme.example") == "active", "the acceptance")
    page.wait_for(lambda: not page.count("[data-k='do Accept']"), "the new state")
    page.run("document.querySelector('[data-k=\"contacts.export\"]')?.click()")
    page.click("Change permissions")
    page.wait_for_text("200", "#last .status")
    page.click("Revoke", ".detail")
    page.wait_for(lambda: "ben@acme.example" not in world.users(), "the revocation")


def test_an_admin_user_is_invited_and_declines(world, page):
    world.list()
    page.open(world.url, "people", open="new admin")
    page.wait_for(lambda: page.count("#new-email"), "the form")
    page.find("#new-email").send_keys("root@acme.example")
    page.run("document.querySelector('[data-k=all-features]').click()")
    page.click("Send the invitation")
    page.click("Decline", ".detail")
    page.wait_for(lambda: page.count(".state.rejected"), "the state")


def test_a_snapshot_is_taken_compared_and_restored(world, page):
    world.invite("ann@acme.example")
    page.open(world.url, "snapshots")
    page.click("Take")
    page.wait_for(lambda: page.count("[data-k='restore before']"), "the snapshot")
    world.invite("ben@acme.example")
    page.run("document.querySelector('[data-k=\"compare before\"]').click()")
    page.wait_for_text("user ben@acme.example (pending, contacts view) added", ".changes")
    page.click("Restore")
    page.wait_for_text("Both states are the same.")
    assert set(world.users()) == {"owner@example.com", "ann@acme.example"}


def test_a_stub_is_added_hit_and_removed(world, page):
    page.open(world.url, "stubs")
    page.click("Add a stub…")
    page.click("Add", "dialog")
    page.wait_for_text("/v3/contacts")
    assert world.call("GET", "/v3/contacts").json() == {"contacts": [], "count": 0}
    page.wait_for_text("1 hit")
    page.click("Remove")
    page.wait_for_text("Stubs 0")
    assert world.call("GET", "/v3/contacts").status_code == 404


def test_a_chaos_rule_is_added_and_fails_requests(world, page):
    page.open(world.url, "stubs")
    page.click("Add a chaos rule…")
    page.click("Add", "dialog")
    page.wait_for_text("flaky")
    assert [world.list().status_code for _ in range(3)] == [503, 503, 200]
    page.wait_for_text("2 of ")
    page.press("g", "r")
    assert "chaos flaky" in page.wait_for_rows(3)[2]["operation"]


def test_a_bad_document_is_refused_and_kept(world, page):
    page.open(world.url, "stubs")
    page.click("Add a stub…")
    page.run("document.querySelector('#document').value = '{\"request\":{\"method\":1}}'")
    page.click("Add", "dialog")
    page.wait_for(lambda: page.text("dialog .complaint"), "the complaint")
    page.run("document.querySelector('#document').value = '{'")
    page.click("Add", "dialog")
    page.wait_for_text("That is not JSON", "dialog")


def test_worlds_are_listed_opened_and_deleted(emulator, world, page):
    world.list()
    page.open(world.url, "worlds")
    page.wait_for_text(f"{world.name}")
    page.filter(world.name)
    page.wait_for(lambda: page.count(".rowlist li") == 1, "the filtered list")
    assert "1 request" in page.text(".rowlist li")
    page.click("Delete")
    page.wait_for(lambda: page.run("return location.pathname") == "/", "the default world's page")
    names = [each["name"] for each in httpx.get(f"{emulator}/__emulator/worlds").json()["worlds"]]
    assert "default" in names and world.name not in names


def test_a_world_is_reset(world, page):
    world.invite("ann@acme.example")
    page.open(world.url, "snapshots")
    page.click("Reset world…")
    page.click("Reset the world", "dialog")
    page.wait_for(lambda: world.control("GET", "/mail")["mails"] == [], "the reset")


def test_coverage_is_a_map_of_outcomes(world, page):
    if not world.has("/coverage?format=json"):
        pytest.skip("this emulator does not count outcomes yet")
    world.list()
    page.open(world.url, "coverage")
    page.wait_for(lambda: page.count(".outcome-cell.met") > 1, "an outcome that was met")
    assert page.count(".outcome-cell:not(.met)") > 20
