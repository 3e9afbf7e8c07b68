"""The program itself: what it announces, takes from its environment, refuses, and leaves behind."""

import json
import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from conftest import BINARY, environment

LIST = "/organization/invited/users"


def run(*arguments, **variables):
    """Runs the program to its end; returns its exit status and what it printed on stderr."""
    ended = subprocess.run([BINARY, *arguments], env=environment(variables), capture_output=True, text=True, timeout=20)
    return ended.returncode, ended.stderr


def test_the_ready_line_says_where_and_who(emulator):
    assert list(emulator.ready) == ["event", "url", "port", "pid", "version"]
    assert emulator.ready["event"] == "ready"
    assert emulator.ready["url"] == f"http://127.0.0.1:{emulator.ready['port']}"
    assert emulator.ready["pid"] == emulator.process.pid


def test_the_port_file_holds_the_port(start, tmp_path):
    process = start("--port-file", str(tmp_path / "port"))
    assert int((tmp_path / "port").read_text()) == process.ready["port"]


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_peace(start, by):
    process = start()
    process.account().invite("ann@acme.example")
    assert process.stop(by) == 0


@pytest.mark.parametrize(
    "arguments, variables",
    [
        (["--nonsense"], {}),
        (["--port", "none"], {}),
        (["--port", "65536"], {}),
        (["--keys", "some"], {}),
        (["--clock", "yesterday"], {}),
        ([], {"BREVO_EMULATOR_PORT": "none"}),
    ],
)
def test_a_wrong_option_is_one_line_and_64(arguments, variables):
    status, complaint = run(*arguments, **variables)
    assert status == 64
    assert complaint.count("\n") == 1


def test_a_port_in_use_is_one_line_and_1(emulator):
    status, complaint = run("--port", str(emulator.ready["port"]))
    assert status == 1
    assert complaint.count("\n") == 1 and str(emulator.ready["port"]) in complaint


@pytest.mark.parametrize("content", [None, "{", '{"version": 2}'])
def test_a_seed_that_cannot_be_read_is_one_line_and_1(tmp_path, content):
    seed = tmp_path / "seed.json"
    if content is not None:
        seed.write_text(content)
    status, complaint = run("--port", "0", "--seed", str(seed))
    assert status == 1
    assert complaint.count("\n") == 1 and "seed.json" in complaint


def test_options_beat_variables(start):
    process = start("--keys", "any", BREVO_EMULATOR_KEYS="seeded")
    assert process.account().http.get(LIST).status_code == 200


def test_variables_beat_defaults(start):
    process = start(BREVO_EMULATOR_KEYS="seeded")
    assert process.account().http.get(LIST).status_code == 401


def test_the_base_path_can_be_the_root(start):
    process = start("--base-path", "/")
    assert httpx.get(process.url + LIST, headers={"api-key": "any"}).status_code == 200


def test_the_limit_of_a_body_can_be_set(start):
    answer = start("--max-body", "100").account().http.post(
        "/organization/user/invitation/send", content=b"x" * 101, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["message"] == "The body is larger than 100 bytes"


def test_the_same_random_seed_gives_the_same_answers(start):
    def life():
        account = start("--random-seed", "7", "--clock", "2026-11-21T09:00:00Z").account("key")
        answers = [account.http.post("/corporate/user/invitation/send", json={"email": "eve@acme.example"})]
        answers += [account.http.get(LIST), account.http.get("/corporate/groups"), account.http.get("/nowhere")]
        return [(answer.content, answer.headers["sib-request-id"]) for answer in answers]

    assert life() == life()


def test_the_health_check_tells_ready_from_absent(emulator):
    assert run("healthcheck", "--url", emulator.url)[0] == 0
    assert run("healthcheck", "--url", "http://127.0.0.1:1")[0] == 1


def test_the_health_check_follows_the_options_of_the_containers_first_process():
    """In a process namespace of its own, which not every machine lets a test have."""
    namespace = ["unshare", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if subprocess.run([*namespace, "true"], capture_output=True).returncode != 0:
        pytest.skip("no process namespaces here")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*namespace, BINARY, "--port", str(port), "--log", "off"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment({}))
    try:
        assert json.loads(process.stdout.readline())["pid"] == 1
        first = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().strip()
        check = subprocess.run(["nsenter", "--target", first, "--all", BINARY, "healthcheck"], env=environment({}))
        assert check.returncode == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
