"""Kills the emulator at a random moment while clients write, starts it again, and checks the state that it comes back
with: some moment that there was, nothing torn, no later write without an earlier one, and no more lost than promised.

Usage: kill.py [ROUNDS [SEED]]      EMULATOR names another binary than the release build
"""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from model import Account, account_in, freeze

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
# Many people make a write of the file long enough to be killed in its midst.
LARGE = ROOT / "fixtures/seeds/thousand-users.json"
KILL_SECONDS = 0.3
START_SECONDS = 10
# Of so much time the acknowledged writes may be lost.
LOSS_SECONDS = 0.05


class Kind:
    """A way to run the emulator and to write to it."""

    def __init__(self, name, *options, clients=4, resets=False):
        self.name, self.options, self.clients, self.resets = name, options, clients, resets
        self.is_synchronous = "--state-sync" in options

    def accounts(self, seed):
        return [
            Account(f"{self.name}{number}", random.Random(f"{seed}/{self.name}/{number}"), self.resets)
            for number in range(self.clients)
        ]


KINDS = [
    # Writes of the file that follow each other closely, and some that take long.
    Kind("small"),
    Kind("large", "--seed", LARGE),
    # A reset concerns all accounts, so there is one client.
    Kind("resets", "--seed", LARGE, clients=1, resets=True),
    Kind("sync", "--state-sync"),
    Kind("sync-resets", "--state-sync", "--seed", LARGE, clients=1, resets=True),
]


class Emulator:
    """The program with a state file, for one round."""

    def __init__(self, file, *options):
        command = [BINARY, "--port", "0", "--log", "off", "--state-file", file, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, "the emulator did not start"
        self.port = json.loads(line)["port"]

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)

    def state(self):
        connection = self.connection()
        connection.request("GET", "/__emulator/state")
        document = connection.getresponse().read()
        connection.close()
        return document

    def end(self, with_signal):
        self.process.send_signal(with_signal)
        status = self.process.wait(START_SECONDS)
        self.process.stdout.close()
        return status


class Client(threading.Thread):
    """Writes to an account of its own, one call after the other, until the emulator is gone."""

    def __init__(self, account, port):
        super().__init__()
        self.account, self.port, self.fault = account, port, None
        # Each state, with the moments at which its write was sent and acknowledged (None: it was not).
        self.steps = [(account.present, 0.0, 0.0)]

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            while not self.fault:
                self.write(connection, self.account.next_write())
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def write(self, connection, write):
        headers = {"api-key": self.account.key}
        body = None
        if write.body is not None:
            headers["content-type"] = "application/json"
            body = json.dumps(write.body)
        self.steps.append((write.after, time.monotonic(), None))
        connection.request(write.method, write.path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            self.fault = f"{write.method} {write.path}: {answer.status} {text!r}"
            return
        state, sent, _ = self.steps[-1]
        self.steps[-1] = (state, sent, time.monotonic())
        self.account.has_become(write)


def check(clients, document):
    """Each account is as after a prefix of its client's writes, and all prefixes can be of one moment.

    Returns how many acknowledged writes are lost, and over how much time they were acknowledged at least.
    """
    latest_kept, lost = 0.0, []
    for client in clients:
        assert client.fault is None, client.fault
        loaded = account_in(document, client.account.key)
        places = [place for place, step in enumerate(client.steps) if freeze(step[0]) == freeze(loaded)]
        assert places, f"{client.account.key}: no moment explains {loaded}"
        is_clear = client.account.resets or len(places) == 1
        assert is_clear, f"{client.account.key}: {len(places)} moments explain {loaded}"
        # A reset leads to the same state each time; the last of them has lost least.
        place = places[-1]
        latest_kept = max(latest_kept, client.steps[place][1])
        lost += [(sent, acknowledged) for _, sent, acknowledged in client.steps[place + 1 :] if acknowledged]
        client.account.go_on_from(loaded)
    if not lost:
        return 0, 0.0
    earliest = min(acknowledged for _, acknowledged in lost)
    assert earliest >= latest_kept, "a write is lost that was acknowledged before a later one was sent"
    return len(lost), max(0.0, max(sent for sent, _ in lost) - earliest)


def round_of(file, kind, accounts, numbers):
    """One life of the emulator; returns how many writes it acknowledged, how many it lost, and over what time."""
    emulator = Emulator(file, *kind.options)
    clients = [Client(account, emulator.port) for account in numbers.sample(accounts, numbers.randint(1, len(accounts)))]
    for client in clients:
        client.start()
    time.sleep(numbers.random() * KILL_SECONDS)
    is_gentle = numbers.random() < 0.2
    status = emulator.end(signal.SIGTERM if is_gentle else signal.SIGKILL)
    assert status == (0 if is_gentle else -signal.SIGKILL), f"exit {status}"
    for client in clients:
        client.join()

    kept = file.read_bytes()
    document = json.loads(kept)
    lost, seconds = check(clients, document)
    assert not (is_gentle and lost), f"{lost} acknowledged writes are lost though nobody killed it"
    assert not (kind.is_synchronous and lost), f"{lost} acknowledged writes are lost in spite of --state-sync"
    assert seconds <= LOSS_SECONDS, f"{seconds * 1000:.0f} ms of acknowledged writes are lost"
    assert subprocess.run([BINARY, "check", file], stdout=subprocess.DEVNULL).returncode == 0

    again = Emulator(file)
    assert again.state() == kept, "what it came back with is not what the file held"
    assert again.end(signal.SIGTERM) == 0
    assert os.listdir(file.parent) == [file.name], f"left over: {os.listdir(file.parent)}"
    return sum(1 for client in clients for _, _, acknowledged in client.steps[1:] if acknowledged), lost, seconds


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    print(f"state file: {rounds} rounds, seed {seed}", flush=True)
    numbers = random.Random(seed)
    start = time.monotonic()
    written, lost, longest = 0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        states = []
        for kind in KINDS:
            file = Path(folder) / kind.name / "state.json"
            file.parent.mkdir()
            states.append((file, kind, kind.accounts(seed)))
        for number in range(rounds):
            file, kind, accounts = states[number % len(states)]
            try:
                result = round_of(file, kind, accounts, numbers)
            except AssertionError as fault:
                sys.exit(f"state file: round {number + 1} ({kind.name}) of seed {seed}: {fault}")
            written, lost, longest = written + result[0], lost + result[1], max(longest, result[2])
    seconds = time.monotonic() - start
    print(f"state file: {written} writes, {lost} of them lost at the end of a round, {seconds:.1f} s")
    print(f"state file: at most the writes of {longest * 1000:.0f} ms were lost at once")


if __name__ == "__main__":
    main()
