"""Start, stop and log of the emulator, and that no process is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ANN, BINARY, Application

from brevo_emulator import Emulator, EmulatorError, StartFailed, Unreachable, find_binary

SECONDS = 20


def is_running(pid):
    try:
        # A zombie is not running.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition):
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_starts_and_stops():
    with Emulator() as emulator:
        pid = emulator._process.pid
        assert is_running(pid) and emulator.version
        assert emulator.base_url == f"{emulator.url}/v3" == emulator.default_world.base_url
        Application(emulator.default_world).invite()
    assert not is_running(pid)
    with pytest.raises(EmulatorError, match="not running"):
        emulator.world()


def test_it_can_be_started_again():
    emulator = Emulator()
    for _ in range(2):
        with emulator:
            emulator.default_world.now()
    emulator.stop()


def test_starting_twice_is_starting_once():
    with Emulator() as emulator:
        assert emulator.start().url == emulator.url


def test_the_log_has_a_line_for_each_request_and_outlives_the_process():
    with Emulator() as emulator:
        Application(emulator.default_world).users()
        until(lambda: "/organization/invited/users" in emulator.log)
    assert "/organization/invited/users" in emulator.log
    assert Emulator().log == ""


@pytest.mark.parametrize("seed", ["document", "file"])
def test_it_starts_with_a_seed(tmp_path, seed):
    document = {"version": 1, "accounts": [{"apiKeys": ["xkeysib-any"], "users": [{"email": ANN}]}]}
    if seed == "file":
        (tmp_path / "seed.json").write_text(str(document).replace("'", '"'))
    with Emulator("--keys", "seeded", seed=document if seed == "document" else tmp_path / "seed.json") as emulator:
        assert ANN in Application(emulator.world()).users()


def test_a_bad_option_is_reported_in_the_words_of_the_program():
    with pytest.raises(StartFailed, match="--nonsense") as failed:
        Emulator("--nonsense").start()
    assert "status 64" in str(failed.value) and failed.value.log


def test_a_file_that_is_not_the_emulator_is_reported(tmp_path):
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\necho hello\n")
    with pytest.raises(StartFailed, match="cannot be run"):
        Emulator(binary=silent).start()
    silent.chmod(0o755)
    with pytest.raises(StartFailed, match="hello"):
        Emulator(binary=silent).start()


def test_environment_variables_do_not_change_its_options(monkeypatch):
    monkeypatch.setenv("BREVO_EMULATOR_KEYS", "seeded")
    monkeypatch.setenv("BREVO_EMULATOR_NONSENSE", "1")
    with Emulator() as emulator:
        assert Application(emulator.default_world).users() == {}


def test_proxies_are_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with Emulator() as emulator:
        emulator.default_world.now()


def test_a_base_path_and_an_admin_token_are_passed_on():
    with Emulator(base_path="/", admin_token="secret") as emulator:
        world = emulator.world()
        assert world.base_url == world.url
        assert Application(world).invite()[0] == 200 and world.accept(ANN) == "active"
        assert world.requests(method="POST", status=200)
        emulator.metrics()
        with pytest.raises(EmulatorError):
            Emulator.attach(emulator.url).worlds()


def test_metrics_are_text():
    with Emulator() as emulator:
        assert emulator.metrics().startswith("# HELP")


def test_attaching_leaves_the_emulator_running(brevo_emulator):
    with Emulator.attach(f"{brevo_emulator.url}/") as attached:
        assert attached.url == brevo_emulator.url
        assert Application(attached.world()).users() == {}
    assert brevo_emulator.worlds()


def test_an_address_where_nothing_listens_is_reported():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(Unreachable, match=f"no emulator at http://127.0.0.1:{port}"):
            Emulator.attach(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "http://127.0.0.1:8080/v3", "http://127.0.0.1:8080/v3/"])
def test_an_invalid_address_is_reported(url):
    with pytest.raises(ValueError, match=r"is not an http address|leave out /v3"):
        Emulator.attach(url)


@pytest.mark.parametrize("ending", ["os._exit(1)", "os.kill(os.getpid(), 9)", "os.kill(os.getpid(), 15)", "exit()"])
def test_no_process_is_left_behind(ending):
    program = f"""
import os
from brevo_emulator import Emulator
emulator = Emulator().start()
print(emulator._process.pid, emulator._watchdog.pid, flush=True)
{ending}
"""
    ended = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, timeout=SECONDS)
    for pid in map(int, ended.stdout.split()):
        until(lambda pid=pid: not is_running(pid))


def test_an_interrupt_does_not_stop_the_emulator():
    program = """
import os, signal, time
from brevo_emulator import Emulator
# Ignored in a process that was started in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
with Emulator() as emulator:
    try:
        os.killpg(0, signal.SIGINT)
        time.sleep(60)
    except KeyboardInterrupt:
        emulator.default_world.now()
        print("still there")
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, timeout=SECONDS, start_new_session=True
    )
    assert ended.stdout == "still there\n"


def test_a_forked_child_does_not_stop_it():
    with Emulator() as emulator:
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                emulator.stop()
            os._exit(0)
        os.waitpid(pid, 0)
        emulator.default_world.now()


def test_a_dead_emulator_is_unreachable():
    with Emulator() as emulator:
        world = emulator.world()
        os.kill(emulator._process.pid, signal.SIGKILL)
        with pytest.raises(Unreachable, match=world.url):
            world.wait_for_requests(timeout=1)


def test_the_console_script_runs_the_program():
    script = Path(sys.executable).parent / "brevo-emulator"
    shown = subprocess.run([script, "catalog"], capture_output=True, text=True, timeout=SECONDS)
    assert shown.returncode == 0 and "email_campaigns" in shown.stdout
    module = [sys.executable, "-m", "brevo_emulator", "--nonsense"]
    assert subprocess.run(module, capture_output=True, timeout=SECONDS).returncode == 64


def test_the_console_script_does_not_call_itself(tmp_path):
    script = Path(sys.executable).parent / "brevo-emulator"
    environment = {"PATH": str(script.parent)}
    shown = subprocess.run([script], env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert shown.returncode == 1 and "BREVO_EMULATOR_BINARY" in shown.stderr
    (tmp_path / "brevo-emulator").symlink_to(BINARY)
    environment["PATH"] += f"{os.pathsep}{tmp_path}"
    assert subprocess.run([script, "catalog"], env=environment, capture_output=True, timeout=SECONDS).returncode == 0


def test_a_variable_that_names_no_program_is_reported(monkeypatch, tmp_path):
    monkeypatch.setenv("BREVO_EMULATOR_BINARY", str(tmp_path))
    with pytest.raises(EmulatorError, match="not a program"):
        find_binary()
