"""The release binary's inspector in Chromium: scripts/test-browser makes the environment.

Each test has a world of its own. A test fails if the page has written an error to the console, has asked another origin
for anything, or has run a script that a policy forbids.
"""

import json
import os
import select
import signal
import subprocess
import time
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import httpx
import pytest
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
SCREENSHOTS = ROOT / ".build/browser/screenshots"
AXE = (files("selenium_axe_python") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
START_SECONDS = 20
# A busy machine may stand still for longer than the 5 s that httpx waits.
DEFAULT_TIMEOUT_CONFIG.read = 60
STOP_SECONDS = 10
PATIENCE_SECONDS = 10


def eventually(look, what, seconds=PATIENCE_SECONDS):
    """What `look` returns as soon as that is true."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"{what} has not come about in {seconds} s"
        time.sleep(0.02)


@contextmanager
def started(*options):
    """A process of the emulator on a free port; gives its URL."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("BREVO_")}
    process = subprocess.Popen(
        [BINARY, "serve", "--port", "0", "--log", "off", *options], stdout=subprocess.PIPE, env=variables
    )
    try:
        readable, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        assert readable, f"nothing on standard output within {START_SECONDS} s"
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)
        process.stdout.close()


@pytest.fixture(scope="session")
def emulator():
    with started() as url:
        yield url


class World:
    """A world, and what tests do to it beside the page."""

    def __init__(self, emulator, name):
        self.name = name
        self.url = f"{emulator}/worlds/{name}"
        self.key = f"xkeysib-{uuid4().hex}{uuid4().hex}-{uuid4().hex[:16]}"
        self.client = httpx.Client(headers={"api-key": self.key}, timeout=30)

    def call(self, method, path, **arguments):
        return self.client.request(method, self.url + path, **arguments)

    def control(self, method, path, **arguments):
        answer = self.call(method, "/__emulator" + path, **arguments)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def invite(self, email, **fields):
        body = {"email": email, "all_features_access": False, "privileges": [VIEW_CONTACTS], **fields}
        return self.call("POST", "/v3/organization/user/invitation/send", json=body)

    def list(self):
        return self.call("GET", "/v3/organization/invited/users")

    def users(self):
        return {user["email"]: user["status"] for user in self.list().json()["users"]}

    def has(self, path):
        """Whether this emulator has a call of the control plane."""
        return self.call("GET", "/__emulator" + path).status_code != 404


VIEW_CONTACTS = {"feature": "contacts", "permissions": ["view"]}


@pytest.fixture
def world(emulator):
    world = World(emulator, f"w{uuid4().hex[:12]}")
    yield world
    world.client.close()


@pytest.fixture(scope="session")
def driver():
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


class Page:
    """The inspector as somebody sees it."""

    def __init__(self, driver):
        self.driver = driver
        self.origins = set()
        self.look()

    def look(self, width=1280, height=800, theme="light", motion="no-preference"):
        media = [{"name": "prefers-color-scheme", "value": theme}, {"name": "prefers-reduced-motion", "value": motion}]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})

    def open(self, url, view="requests", **parameters):
        """Opens the page of a world anew, and waits until it shows the view."""
        self.origins.add(urlsplit(url).netloc)
        self.driver.get("about:blank")
        self.driver.get(f"{url}/#/{view}" + (f"?{urlencode(parameters)}" if parameters else ""))
        self.wait_for(lambda: self.text("#link") == "Live", "the connection")

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait_for(self, look, what, seconds=PATIENCE_SECONDS):
        return eventually(look, what, seconds)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def count(self, selector):
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def text(self, selector="main"):
        """What is written there, whether it is in sight or not; empty if there is no such element."""
        return self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def attribute(self, selector, name):
        """An attribute of the first such element; the page may replace the element at any moment."""
        return self.run("return document.querySelector(arguments[0])?.getAttribute(arguments[1])", selector, name)

    def wait_for_text(self, text, selector="main"):
        try:
            self.wait_for(lambda: text in self.text(selector), f"{text!r} in {selector}")
        except AssertionError as error:
            raise AssertionError(f"{error}; it has {self.text(selector)[:1000]!r}") from None

    def button(self, label, within="body"):
        """A button, or what looks like one, by its label, as soon as it is there and can be used."""
        script = """
            return [...document.querySelectorAll(arguments[1] + ' :is(button,a,summary)')].find((element) =>
                element.textContent.trim() === arguments[0] && !element.disabled && element.checkVisibility())"""
        return self.wait_for(lambda: self.run(script, label, within), f"a button {label!r}")

    def click(self, label, within="body"):
        """Clicks as a script does, because what streams in may replace an element at any moment."""
        self.run("arguments[0].click()", self.button(label, within))

    def press(self, *keys):
        """Presses keys, whatever has the focus."""
        for key in keys:
            ActionChains(self.driver, duration=0).send_keys(key).perform()

    def rows(self):
        """The rows of requests in sight, newest first: what stands in each cell."""
        return self.run("""
            return [...document.querySelectorAll('.rows .row')].filter((row) => !row.hidden)
                .sort((left, right) => left.getAttribute('aria-rowindex') - right.getAttribute('aria-rowindex'))
                .map((row) => Object.fromEntries([...row.children].map((cell) => [cell.className, cell.textContent])))""")

    def wait_for_rows(self, number):
        self.wait_for(lambda: len(self.rows()) >= number, f"{number} rows")
        return self.rows()

    def open_row(self, path_or_status):
        """Opens the newest request that has this text in its row."""
        script = """
            const row = [...document.querySelectorAll('.rows .row')].find((row) =>
                !row.hidden && row.textContent.includes(arguments[0]));
            row?.click(); return Boolean(row);"""
        self.wait_for(lambda: self.run(script, path_or_status), f"a row with {path_or_status}")
        self.wait_for(lambda: self.count(".detail .json") or "No body" in self.text(".detail"), "the request")

    def filter(self, text):
        field = self.find("#filter")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text or Keys.BACKSPACE)

    def screenshot(self, name):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        assert self.driver.save_screenshot(str(SCREENSHOTS / f"{name}.png"))

    def accessibility_faults(self):
        """What axe-core finds, as lines."""
        self.run(AXE)
        found = self.driver.execute_async_script("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { iframes: false, resultTypes: ['violations'] }).then((result) => done(result.violations));""")
        return [
            f"{fault['id']}: {node['target']} {node['failureSummary']}" for fault in found for node in fault["nodes"]
        ]

    def faults(self):
        """What has gone wrong since the page was opened. A refusal is no error, although Chromium logs it as one."""
        faults = [entry["message"] for entry in self.driver.get_log("browser") if entry["source"] != "network"]
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            url = urlsplit(message["params"]["request"]["url"])
            if url.scheme not in ("data", "about", "blob") and url.netloc not in self.origins:
                faults.append(f"a request to {url.geturl()}")
        return faults


@pytest.fixture
def page(driver):
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    page = Page(driver)
    yield page
    faults = page.faults()
    driver.get("about:blank")
    assert not faults
