"""What a world knows: its assumptions, its rules, what they decide, and what a test has covered."""

import pytest
from conftest import Application

from brevo_emulator import CommandRefused, Emulator, EmulatorTooOld


class TestOlderEmulators:
    """Commands that came with 0.2.0, sent to an emulator without them."""

    @pytest.fixture
    def older(self, world):
        # Stubs do not apply to the control plane, so replace the method that sends commands.
        older = type(world)(world._emulator, world.name)
        older.command = self.no_such_path
        return older

    @staticmethod
    def no_such_path(method, path, document=None, **_):
        raise CommandRefused(404, "the control plane has no such path")

    @pytest.mark.parametrize(
        "call",
        [
            lambda world: world.assumptions(),
            lambda world: world.assume(update="replace"),
            lambda world: world.rules(),
            lambda world: world.rule("any"),
            lambda world: world.explain("8dd97906-116b-4e9a-83b0-f6a458a5b213"),
            lambda world: world.coverage(),
        ],
    )
    def test_they_say_so(self, older, call):
        with pytest.raises(EmulatorTooOld, match="0.2.0 or later"):
            call(older)


class TestWhatIsKnown:
    def test_assumptions_are_listed_and_changed(self, world):
        update = world.assumptions()["update"]
        assert (update.value, update.values) == ("merge", ("merge", "replace"))
        world.assume(update="replace", missing_invitation="404")
        changed = world.assumptions()
        assert (changed["update"].value, changed["missing-invitation"].value) == ("replace", "404")

    def test_an_unknown_assumption_is_refused(self, world):
        with pytest.raises(CommandRefused) as refused:
            world.assume(nonsense="yes")
        assert refused.value.status == 422 and not isinstance(refused.value, EmulatorTooOld)

    def test_all_strictest_are_taken_at_once(self, world):
        world.assume(assumptions="strictest")
        assert world.assumptions()["update"].value == "replace"

    def test_rules_name_their_basis(self, world):
        rules = world.rules()
        assert {rule.basis for rule in rules} <= {"DOC", "OBS", "INF"} and rules[0] == world.rule(rules[0].id)

    def test_an_unknown_request_does_not_mean_an_old_emulator(self, world):
        with pytest.raises(CommandRefused) as refused:
            world.explain("8dd97906-116b-4e9a-83b0-f6a458a5b213")
        assert not isinstance(refused.value, EmulatorTooOld)

    def test_a_request_is_explained(self, world, application):
        application.invite(privileges="all")
        assert world.explain(world.requests()[0])

    def test_coverage_counts(self, world, application):
        application.invite()
        application.invite()
        coverage = world.coverage()
        counts = {item["id"]: item["count"] for item in coverage["items"] if item["count"]}
        assert counts == {"inviteuser 200": 1, "inviteuser 400 user-invited-once": 1}
        assert (coverage["covered"], coverage["total"]) == (2, len(coverage["items"]))
        assert coverage["percent"] == pytest.approx(200 / coverage["total"], abs=0.1)

    def test_coverage_counts_all_worlds_and_those_that_are_gone(self):
        with Emulator() as emulator:
            first, second = emulator.world(), emulator.world()
            for world in (first, second):
                Application(world).invite()
            first.delete()
            counts = {item["id"]: item["count"] for item in second.coverage(all_worlds=True)["items"]}
            assert counts["inviteuser 200"] == 2
            assert second.coverage()["covered"] == 1
