"""Every command of a world."""

import json
import re
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from conftest import ANN, Application

from brevo_emulator import CommandRefused, WaitTimedOut, World

LIST = "/v3/organization/invited/users"
SEND = "/v3/organization/user/invitation/send"
NOON = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)


def test_who_accepts_is_active(world, application):
    application.invite()
    assert world.accept(ANN) == "active"
    assert application.users() == {ANN: "active"}


def test_who_declines_is_not_listed(world, application):
    application.invite()
    assert world.decline(ANN) == "rejected"
    assert application.users() == {}


def test_an_address_is_quoted(world, application):
    odd = "a/b+c?d%41#@acme.example"
    application.invite(odd)
    assert world.accept(odd) == "active"
    assert [mail.to for mail in world.mails(odd)] == [odd]


def test_an_admin_user_accepts(world, application):
    application.call("POST", "/corporate/user/invitation/send", {"email": ANN, "all_features_access": True})
    with pytest.raises(CommandRefused):
        world.accept(ANN)
    assert world.accept(ANN, kind="admin") == "active"


def test_accounts_are_told_apart(world):
    first, second = "xkeysib-1", "xkeysib-2"
    world.replace_state(
        {
            "version": 1,
            "accounts": [{"apiKeys": [key], "users": [{"email": ANN, "status": "pending"}]} for key in (first, second)],
        }
    )
    with pytest.raises(CommandRefused):
        world.accept(ANN)
    assert world.accept(ANN, account=second) == "active"
    statuses = [account["users"][0]["status"] for account in world.state()["accounts"]]
    assert statuses == ["pending", "active"]


def test_mails_have_links_and_times(world, application):
    world.freeze(NOON)
    application.invite()
    application.call("PUT", f"/organization/user/invitation/resend/{ANN}")
    resend, invitation = world.mails(to=ANN)
    assert (invitation.kind, resend.kind, resend.role) == ("invitation", "resend", "user")
    assert resend.sent_at == NOON and resend.expires_at == NOON + timedelta(hours=72)
    assert resend.page.startswith(world.url) and resend.accept == f"{resend.page}/accept"
    assert ANN in resend.text and "<html" in resend.html and resend.subject
    assert world.mails(kind="invitation") == [invitation] and world.mails(limit=1) == [resend]
    assert world.mails("nobody@acme.example") == [] and world.mail(resend.id) == resend
    world.clear_mails()
    assert world.mails() == []


@pytest.mark.parametrize("duration", ["PT73H", timedelta(hours=73), timedelta(days=3, hours=1)])
def test_an_invitation_ends_after_72_hours(world, application, duration):
    world.freeze(NOON)
    application.invite()
    assert world.advance(duration) == NOON + timedelta(hours=73) == world.now()
    assert application.users() == {}


@pytest.mark.parametrize("milliseconds", [1, 500, 1000, 1001, 86_400_000])
def test_a_duration_is_exact_to_the_millisecond(world, milliseconds):
    world.freeze(NOON)
    by = timedelta(milliseconds=milliseconds)
    assert world.advance(by) - NOON == by


def test_the_clock_stops_and_runs(world):
    assert world.freeze("2026-11-20T12:00:00Z") == NOON
    assert world.clock().frozen
    world.run(rate=3600)
    assert (world.clock().frozen, world.clock().rate) == (False, 3600)
    assert world.run(NOON) >= NOON


def test_a_moment_without_a_zone_is_refused_here(world):
    with pytest.raises(ValueError, match="time zone"):
        world.freeze(datetime(2026, 11, 20, 12))


def test_time_does_not_go_back_by_advance(world):
    with pytest.raises(ValueError, match="negative"):
        world.advance(timedelta(hours=-1))


def test_a_reset_undoes_everything(world, application):
    application.invite()
    world.freeze(NOON)
    world.chaos({"fault": {"status": 503}})
    world.reset()
    assert world.requests() == [] and world.mails() == [] and not world.clock().frozen
    assert application.users() == {}


def test_a_state_is_kept_and_put_back(world, application):
    application.invite()
    state = world.state()
    world.reset()
    world.replace_state(state)
    assert application.users() == {ANN: "pending"}


def test_each_fault_of_a_state_is_named(world):
    with pytest.raises(CommandRefused) as refused:
        world.replace_state({"version": 2, "acounts": []})
    assert refused.value.status == 422
    assert [fault.pointer for fault in refused.value.faults] == ["/version", "/acounts"]
    assert all(fault.message in str(refused.value) for fault in refused.value.faults)
    assert refused.value.hint and refused.value.hint in str(refused.value)


def test_a_snapshot_leads_back(world, application):
    world.freeze(NOON)
    application.users()
    assert world.snapshot("before") == NOON
    application.invite()
    [change] = world.diff("before", "now")
    assert change["op"] == "add" and change["value"]["email"] == ANN
    world.restore("before")
    assert application.users() == {} and world.diff("before") == []
    assert world.snapshots() == ["before"]
    assert [user for account in world.snapshot_state("before")["accounts"] for user in account.get("users", [])] == []
    world.delete_snapshot("before")
    assert world.snapshots() == []


def test_faults_are_injected_and_counted(world, application):
    world.chaos({"name": "busy", "fault": {"status": 503}, "times": 1}, seed=7)
    assert [application.invite()[0], application.invite()[0]] == [503, 200]
    [rule] = world.chaos_rules()
    assert (rule["name"], rule["matched"], rule["fired"]) == ("busy", 2, 1)
    world.clear_chaos()
    assert world.chaos_rules() == []


def test_a_stub_answers_first(world, application):
    stub = world.add_stub({"request": {"method": "GET", "urlPath": LIST}, "response": {"jsonBody": {"users": []}}})
    assert application.call("GET", "/organization/invited/users") == (200, {"users": []})
    world.remove_stub(stub)
    assert len(application.call("GET", "/organization/invited/users")[1]["users"]) == 1


def test_a_bad_stub_is_refused_with_its_place(world):
    with pytest.raises(CommandRefused) as refused:
        world.add_stub({"requst": {}})
    assert refused.value.status == 422 and refused.value.faults[0].pointer == "/requst"


def test_requests_tell_how_they_were_answered(world, application):
    application.users()
    application.invite()
    application.invite(privileges="all")
    listed, invited, refused = world.requests()
    assert (listed.method, listed.path, listed.status, listed.json) == ("GET", LIST, 200, None)
    assert (invited.json["email"], invited.response_json) == (ANN, {"status": "OK"})
    assert refused.status == 400 and refused.hint and refused.was_matched
    assert refused.request_id != invited.request_id and len(refused.request_id) == 36


def test_requests_are_selected(world, application):
    for address in ("a@acme.example", ANN, "a@acme.example"):
        application.invite(address)
        application.users()
    twice = world.requests({"bodyPatterns": [{"matchesJsonPath": "$[?(@.email == 'a@acme.example')]"}]})
    assert [request.status for request in twice] == [200, 400]
    assert world.requests(status=400) == twice[1:]
    assert len(world.requests(method="GET")) == len(world.requests(path=LIST)) == 3
    assert world.requests(method="POST", path=LIST) == []


def test_requests_are_waited_for(world, application):
    timer = threading.Timer(0.05, application.invite)
    timer.start()
    [request] = world.wait_for_requests(path=SEND)
    timer.join()
    assert request.json["email"] == ANN


def test_a_wait_ends(world, application):
    application.users()
    with pytest.raises(WaitTimedOut) as timed_out:
        world.wait_for_requests(path=LIST, count=2, timeout=0.05)
    assert timed_out.value.matched == 1 and timed_out.value.hint


def test_events_come_as_they_happen(world, application):
    with world.events(timeout=10) as events:
        application.invite()
        world.accept(ANN)
        found = [next(events) for _ in range(3)]
    assert sorted(event.type for event in found) == ["request", "state", "state"]
    assert found[-1].data["event"] == "accepted" and found[-1].id > found[0].id


def test_events_end_where_nothing_happens(world):
    assert list(world.events(timeout=0.05)) == []


def test_a_world_is_deleted_once(brevo_emulator):
    world = brevo_emulator.world()
    world.now()
    assert world.name in brevo_emulator.worlds()
    world.delete()
    assert world.name not in brevo_emulator.worlds()
    world.delete()


def test_worlds_share_nothing(brevo_emulator):
    first, second = brevo_emulator.world(), brevo_emulator.world()
    Application(first).invite()
    assert Application(second).users() == {} and len(second.requests()) == 1
    first.delete()
    second.delete()


def test_any_other_command_can_be_given(world):
    assert world.command("GET", "/readyz") == {"status": "ready"}


def test_a_world_can_be_shown(world):
    assert repr(world) == f"<World {world.url}>" and json.dumps(world.state())


def test_the_readme_names_every_command():
    table = "".join(re.findall(r"^\|.*\|$", (Path(__file__).parents[1] / "README.md").read_text(), re.MULTILINE))
    commands = {name for name in dir(World) if not name.startswith("_")} - {"command"}
    assert commands <= set(re.findall(r"`(\w+)`", table))
