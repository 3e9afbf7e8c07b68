"""The page without a mouse."""

import pytest
from conftest import eventually
from selenium.webdriver.common.keys import Keys

VIEWS = {"r": "requests", "p": "people", "m": "mail", "t": "stubs", "c": "clock", "s": "snapshots", "a": "assumptions",
         "v": "coverage", "w": "worlds"}


def test_each_view_has_its_keys(world, page):
    page.open(world.url)
    for key, view in VIEWS.items():
        page.press("g", key)
        page.wait_for(lambda: page.run("return location.hash") == f"#/{view}", f"the view {view}")
        assert page.find("[aria-current=page]").get_attribute("data-view") == view


def test_a_request_is_found_opened_and_closed(world, page):
    world.invite("ann@acme.example")
    world.invite("ann@acme.example")
    world.list()
    page.open(world.url)
    page.wait_for_rows(3)
    page.press("/", *"status:4xx", Keys.ENTER)
    page.wait_for(lambda: len(page.rows()) == 1, "the filtered rows")
    page.press("j", Keys.ENTER)
    page.wait_for_text("Why it was refused", ".detail")
    page.press(Keys.ESCAPE)
    page.wait_for(lambda: page.run("return document.querySelector('.detail').hidden"), "a closed pane")
    assert page.run("return document.activeElement.className") == "rows"
    page.press("/", Keys.ESCAPE)
    page.wait_for(lambda: len(page.rows()) == 3, "all rows")


def test_j_and_k_walk_through_the_requests_and_the_pane_follows(world, page):
    for number in range(5):
        world.call("GET", f"/v3/number/{number}")
    page.open(world.url)
    page.wait_for_rows(5)
    page.press("j", Keys.ENTER)
    page.wait_for_text("/v3/number/4", ".detail h2")
    page.press("j", "j")
    page.wait_for_text("/v3/number/2", ".detail h2")
    page.press("k")
    page.wait_for_text("/v3/number/3", ".detail h2")
    selected = page.find(".rows").get_attribute("aria-activedescendant")
    assert "/v3/number/3" in page.text(f"#{selected}")


def test_requests_are_paused_continued_and_cleared(world, page):
    world.list()
    page.open(world.url)
    page.wait_for_rows(1)
    page.press("p")
    page.wait_for_text("Continue", "#tools")
    world.list()
    page.wait_for_text("Continue (1)", "#tools")
    assert len(page.rows()) == 1
    page.press("p")
    page.wait_for_rows(2)
    page.press("x")
    page.wait_for_text("No requests yet")


def test_a_mail_is_accepted(world, page):
    world.invite("ann@acme.example")
    page.open(world.url)
    page.press("g", "m")
    page.wait_for(lambda: page.count(".inbox button"), "the mail")
    page.press("j", Keys.ENTER)
    page.wait_for(lambda: page.count("[data-k=accept]"), "the opened mail")
    for _ in range(20):
        if page.run("return document.activeElement.dataset.k") == "accept":
            break
        page.press(Keys.TAB)
    page.press(Keys.ENTER)
    eventually(lambda: world.users()["ann@acme.example"] == "active", "the acceptance")


def test_somebody_is_invited(world, page):
    world.list()
    page.open(world.url)
    page.press("g", "p")
    page.wait_for_text("owner@example.com")
    page.press("n")
    page.wait_for(lambda: page.run("return document.activeElement.id") == "new-email", "the focus in the form")
    page.press(*"ben@acme.example", Keys.TAB, Keys.SPACE)
    page.wait_for_text('"all_features_access": true', ".sent")
    for _ in range(60):
        if page.run("return document.activeElement.dataset.k") == "perform":
            break
        page.press(Keys.TAB)
    page.press(Keys.ENTER)
    eventually(lambda: world.users().get("ben@acme.example") == "pending", "the invitation")


@pytest.mark.parametrize("view", VIEWS.values())
def test_the_focus_is_always_seen(world, page, view):
    world.invite("ann@acme.example")
    page.open(world.url, view)
    page.wait_for(lambda: len(page.text("#view")) > 20, f"the view {view}")
    seen = set()
    for _ in range(25):
        page.press(Keys.TAB)
        element, outline, box = page.run("""
            const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
            return [element.outerHTML.slice(0, 120), style.outlineStyle + ' ' + style.outlineWidth, [box.width, box.height]]""")
        if element.startswith("<body"):
            break
        seen.add(element)
        assert not outline.startswith("none") and not outline.endswith(" 0px"), element
        assert min(box) > 0, element
    assert len(seen) > 10


def test_help_lists_the_keys(world, page):
    page.open(world.url)
    page.press("?")
    page.wait_for_text("Pause the requests", "dialog")
    page.press(Keys.ESCAPE)
    page.wait_for(lambda: not page.count("dialog"), "the end of the dialog")
