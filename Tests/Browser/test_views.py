"""Every view in both themes and several widths: what axe-core finds, what does not fit, and a screenshot to look at."""

import pytest
from conftest import VIEW_CONTACTS

VIEWS = ["requests", "people", "mail", "stubs", "clock", "snapshots", "assumptions", "coverage", "worlds"]
LOOKS = [(1280, 800, "light"), (1280, 800, "dark"), (360, 740, "light")]


@pytest.fixture(scope="module")
def busy(emulator):
    """A world in which there is something to see in each view."""
    from conftest import World

    world = World(emulator, "busy")
    world.control("PUT", "/clock", json={"now": "2026-11-20T09:00:00Z", "frozen": True})
    world.invite("ann@acme.example")
    world.control("PUT", "/snapshots/before")
    world.invite("ben@acme.example", privileges=[VIEW_CONTACTS, {"feature": "templates", "permissions": ["activate_deactivate"]}])
    world.invite("dora.with-a-rather-long-name@acme.example", all_features_access=True, privileges=[{}])
    world.invite("cem@acme.example")
    world.control("POST", "/users/ben@acme.example/accept")
    world.control("POST", "/users/cem@acme.example/decline")
    admin = {"email": "root@acme.example", "all_features_access": True, "privileges": []}
    world.call("POST", "/v3/corporate/user/invitation/send", json=admin)
    world.invite("ann@acme.example")
    world.invite("nobody")
    world.call("GET", "/v3/nowhere")
    world.call("DELETE", "/v3/organization/invited/users")
    stub = {"name": "contacts", "request": {"urlPath": "/v3/contacts"}, "response": {"jsonBody": {"contacts": []}}}
    world.call("POST", "/__admin/mappings", json=stub)
    world.call("GET", "/v3/contacts")
    world.control("PUT", "/chaos", json={"rules": [{"name": "flaky", "fault": {"status": 503}, "times": 1}]})
    world.list()
    world.list()
    return world


def opened(page, view):
    """Opens what there is to open in a view."""
    selector = {"requests": ".rows .row.s4", "people": ".email[data-row]", "mail": ".inbox button", "stubs": "summary"}.get(view)
    if selector:
        page.wait_for(lambda: page.count(selector), selector)
        page.run("document.querySelector(arguments[0]).click()", selector)
    page.wait_for(lambda: len(page.text("#view")) > 20, f"the view {view}")
    page.wait_for(lambda: page.run("return document.getAnimations().length") == 0, "the end of transitions")


@pytest.mark.parametrize("width, height, theme", LOOKS, ids=lambda value: str(value))
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_fits_and_has_no_barriers(busy, page, view, width, height, theme):
    page.look(width, height, theme)
    page.open(busy.url, view)
    page.wait_for(lambda: len(page.text("#view")) > 20, f"the view {view}")
    opened(page, view)
    page.screenshot(f"{view}-{width}-{theme}-open")
    assert page.run("return document.documentElement.scrollWidth") <= width
    outside = page.run("""
        return [...document.querySelectorAll('#bar *, #strip *, .detail-head *')]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1
                && getComputedStyle(element).position !== 'absolute').map((element) => element.outerHTML.slice(0, 200))""")
    assert not outside
    assert page.accessibility_faults() == []


@pytest.mark.parametrize("width, height, theme", [(360, 740, "dark"), (768, 1024, "light"), (2560, 1440, "dark")])
@pytest.mark.parametrize("view", ["requests", "people"])
def test_it_fits_other_screens_too(busy, page, view, width, height, theme):
    page.look(width, height, theme)
    page.open(busy.url, view)
    opened(page, view)
    page.screenshot(f"{view}-{width}-{theme}-open")
    assert page.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["requests", "people", "mail", "stubs"])
def test_an_empty_view_says_what_to_do(world, page, view, theme):
    page.look(1280, 800, theme)
    page.open(world.url, view)
    expected = {"requests": "curl -H 'api-key: any' " + world.url, "people": "No account yet", "mail": "Invite somebody", "stubs": "None. A stub"}
    page.wait_for_text(expected[view])
    page.screenshot(f"{view}-empty-{theme}")
    assert page.accessibility_faults() == []


@pytest.mark.parametrize("opener, label", [("#help", "Keyboard"), ("#tools button", "Add a stub")])
def test_a_dialog_has_no_barriers_and_closes(world, page, opener, label):
    page.open(world.url, "stubs")
    page.wait_for_text("None. A stub")
    page.run("document.querySelector(arguments[0]).click()", opener)
    page.wait_for_text(label, "dialog h2")
    assert page.accessibility_faults() == []
    page.press("\ue00c")
    page.wait_for(lambda: not page.count("dialog"), "the end of the dialog")


def test_nothing_moves_where_no_motion_is_wanted(busy, page):
    page.look(motion="reduce")
    page.open(busy.url)
    page.wait_for_rows(3)
    moving = page.run("""
        return [...document.querySelectorAll('*')].filter((element) => {
            const style = getComputedStyle(element);
            return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
        }).length""")
    assert moving == 0


def test_rows_that_stream_in_shift_nothing_that_is_read(world, page):
    for _ in range(60):
        world.list()
    page.open(world.url)
    page.wait_for_rows(20)
    page.run("""
        window.shifts = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
            .observe({ type: 'layout-shift', buffered: false });
        document.querySelector('.rows').scrollTop = 500;""")
    position = "return [...document.querySelectorAll('.rows .row')].find((row) => row.id === arguments[0]).getBoundingClientRect().top"
    watched = page.wait_for(lambda: page.run("""
        const top = document.querySelector('.rows').getBoundingClientRect().top;
        return [...document.querySelectorAll('.rows .row')].find((row) => !row.hidden && row.getBoundingClientRect().top > top + 60)?.id"""), "a row")
    before = page.run(position, watched)
    for _ in range(30):
        world.list()
    page.wait_for(lambda: "90 requests" in page.text("#tools"), "all requests")
    assert abs(page.run(position, watched) - before) < 1
    assert page.run("return window.shifts") == 0
