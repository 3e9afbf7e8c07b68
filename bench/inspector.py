"""Measures what the inspector costs: the rate of a request while its page is open in Chromium, and while it is not, in
turn. The browser shares the processors with the emulator and the load generator.

BENCH_ROUNDS (15) is the number of pairs, BENCH_SECONDS (2) the length of a run. scripts/bench-inspector makes the
environment.
"""

import os

os.environ.setdefault("BENCH_ROUNDS", "15")

import statistics
import sys
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By

from scenarios import CONNECTIONS, LIST, ROUNDS, SECONDS, TEN, load, write_inputs
from servers import Emulator, children, emulator_command
from tables import spread, table, verdict

GOAL = 0.9
LOAD_SECONDS = 30


def open_chromium():
    options = webdriver.ChromeOptions()
    for argument in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "disable-gpu"):
        options.add_argument(f"--{argument}")
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


def processor_seconds(process):
    """Of a process and all that it has started, so far."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    own = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(child) for child in children(process))


def open_page(browser, url):
    browser.get(url)
    deadline = time.monotonic() + LOAD_SECONDS
    while time.monotonic() < deadline:
        links = browser.find_elements(By.ID, "link")
        if links and links[0].text == "Live":
            return time.sleep(1)  # until what the page has loaded is drawn
        time.sleep(0.05)
    sys.exit("bench: the page does not connect")


def measure(server, browser):
    """Pairs of runs, with the page open and without, and how much of a processor the browser took in the former."""
    pairs, shares = [], []
    driver = browser.service.process.pid
    for number in range(ROUNDS):
        runs = {}
        for is_open in (True, False) if number % 2 == 0 else (False, True):
            server.forget()
            if is_open:
                open_page(browser, f"http://127.0.0.1:{server.port}/")
            else:
                browser.get("about:blank")
            used, start = processor_seconds(driver), time.monotonic()
            runs[is_open] = load(server, LIST, SECONDS, CONNECTIONS)
            if is_open:
                shares.append((processor_seconds(driver) - used) / (time.monotonic() - start))
        pairs.append((runs[True], runs[False]))
        print(f"pair {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
    return pairs, shares


def main():
    write_inputs()
    server = Emulator("emulator", emulator_command(0, TEN))
    browser = open_chromium()
    try:
        load(server, LIST)
        pairs, shares = measure(server, browser)
    finally:
        browser.quit()
        server.stop()
    rates = [opened.rate / closed.rate for opened, closed in pairs]
    used = [opened.processor_microseconds / closed.processor_microseconds for opened, closed in pairs]
    print(
        table(
            [
                (f"page open ÷ not, {LIST.name}, {ROUNDS} pairs of {SECONDS} s", "", "goal", ""),
                ("requests/s", spread(rates, 2), f"≥ {GOAL}", verdict(statistics.median(rates) >= GOAL)),
                ("the emulator's processor time for a request", spread(used, 2), "", ""),
                ("processors that the browser takes", spread(shares, 3), "", ""),
            ]
        )
    )


if __name__ == "__main__":
    main()
