"""Kills the emulator at a random moment while clients write, starts it again, and checks the state that it comes back
with: some moment that there was, nothing torn, and no later write without an earlier one.

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
    """Each account is as after a prefix of its client's writes, and all prefixes can be of one moment."""
    latest_kept, earliest_lost, lost = 0.0, float("inf"), 0
    for client in clients:
        assert client.fault is None, client.fault
        loaded = account_in(document, client.account.key)
        places = [place for place, step in enumerate(client.steps) if freeze(step[0]) == freeze(loaded)]
        assert len(places) == 1, f"{client.account.key}: {len(places)} moments explain {loaded}"
        place = places[0]
        latest_kept = max(latest_kept, client.steps[place][1])
        later = [acknowledged for _, _, acknowledged in client.steps[place + 1 :] if acknowledged]
        earliest_lost = min([earliest_lost, *later])
        lost += len(later)
        client.account.go_on_from(loaded)
    assert earliest_lost >= latest_kept, "a write is lost that was acknowledged before a later one was sent"
    return lost


def round_of(file, seed, accounts, numbers):
    """One life of the emulator; returns how many writes were acknowledged, and how many of them it lost."""
    emulator = Emulator(file, *seed)
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
    lost = check(clients, document)
    assert not (is_gentle and lost), f"{lost} acknowledged writes are lost though nobody killed it"
    assert subprocess.run([BINARY, "check", file], stdout=subprocess.DEVNULL).returncode == 0

    again = Emulator(file)
    assert again.state() == kept, "what it came back with is not what the file held"
    assert again.end(signal.SIGTERM) == 0
    assert os.listdir(file.parent) == [file.name], f"left over: {os.listdir(file.parent)}"
    return sum(1 for client in clients for _, _, acknowledged in client.steps[1:] if acknowledged), lost


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    print(f"state file: {rounds} rounds, seed {seed}", flush=True)
    numbers = random.Random(seed)
    start = time.monotonic()
    written = lost = 0
    with tempfile.TemporaryDirectory() as folder:
        # Two states in turn: one whose writes follow each other closely, and one whose writes take long.
        states = []
        for name, options in [("small", ()), ("large", ("--seed", LARGE))]:
            file = Path(folder) / name / "state.json"
            file.parent.mkdir()
            accounts = [Account(f"{name}{number}", random.Random(f"{seed}/{number}")) for number in range(4)]
            states.append((file, options, accounts))
        for number in range(rounds):
            try:
                result = round_of(*states[number % len(states)], numbers)
            except AssertionError as fault:
                sys.exit(f"state file: round {number + 1} of seed {seed}: {fault}")
            written, lost = written + result[0], lost + result[1]
    seconds = time.monotonic() - start
    print(f"state file: {written} writes, {lost} of them lost at the end of a round, {seconds:.1f} s")


if __name__ == "__main__":
    main()
