"""Stub files: where they are read from, what of them is refused, and which files their bodies may come from."""

import json

import httpx
import pytest
from test_program import run

STUB = {"request": {"url": "/x"}, "response": {"status": 201, "bodyFileName": "a/body.txt"}}


@pytest.fixture
def root(tmp_path):
    """A directory as WireMock's --root-dir: one stub, its body, and a file beside that no stub may give out."""
    (tmp_path / "mappings" / "below").mkdir(parents=True)
    (tmp_path / "mappings" / "below" / "stub.json").write_text(json.dumps(STUB))
    (tmp_path / "__files" / "a").mkdir(parents=True)
    (tmp_path / "__files" / "a" / "body.txt").write_text("from a file")
    (tmp_path / "secret").write_text("secret")
    return tmp_path


@pytest.mark.parametrize("as_wiremock", [True, False])
def test_a_directory_of_stubs_is_served(start, root, as_wiremock):
    emulator = start("--root-dir", root) if as_wiremock else start("--mappings", root / "mappings")
    answer = httpx.get(f"{emulator.url}/x")
    assert (answer.status_code, answer.text) == (201, "from a file")


def test_a_body_that_changes_is_served_anew(start, root):
    url = start("--root-dir", root).url + "/x"
    assert httpx.get(url).text == "from a file"
    (root / "__files" / "a" / "body.txt").write_text("from another")
    assert httpx.get(url).text == "from another"
    (root / "__files" / "a" / "body.txt").unlink()
    assert httpx.get(url).status_code == 500


def test_a_variable_names_the_directory(start, root):
    emulator = start(BREVO_EMULATOR_MAPPINGS=str(root / "mappings"))
    assert httpx.get(f"{emulator.url}/x").status_code == 201


@pytest.mark.parametrize("name", ["../secret", "a/../../secret", "link", "SECRET", "a", "nothing"])
def test_a_body_comes_from_nowhere_else(start, root, name):
    (root / "__files" / "link").symlink_to(root / "secret")
    name = str(root / "secret") if name == "SECRET" else name
    stub = STUB | {"response": {"bodyFileName": name}}
    (root / "mappings" / "below" / "stub.json").write_text(json.dumps(stub))
    answer = httpx.get(start("--root-dir", root).url + "/x")
    assert answer.status_code == 500
    assert "secret" not in answer.text.replace(name, "")


@pytest.mark.parametrize(
    "content, place",
    [("{", "byte"), ('{"mappings": [{}, {"request": {"urlx": ""}}]}', "/mappings/1/request/urlx")],
)
def test_a_faulty_file_is_one_line_and_1(root, content, place):
    file = root / "mappings" / "bad.json"
    file.write_text(content)
    status, printed = run("--port", "0", "--mappings", root / "mappings")
    assert status == 1
    assert printed.count("\n") == 1
    assert str(file) in printed and place in printed
    assert run("check", file)[0] == 1
    assert run("check", root / "mappings" / "below" / "stub.json")[0] == 0


def test_a_directory_that_is_not_there_is_one_line_and_1(tmp_path):
    status, printed = run("--port", "0", "--mappings", tmp_path / "none")
    assert status == 1
    assert printed.count("\n") == 1


def test_what_starters_of_wiremock_say_is_taken(start):
    emulator = start(
        "-jar", "wiremock.jar", "--verbose", "--disable-banner", "--global-response-templating",
        "--local-response-templating",
    )
    assert httpx.get(f"{emulator.url}/__admin/health").json()["status"] == "healthy"


def test_the_journal_can_be_kept_small_or_off(start):
    for option, count in [(("--journal-size", "2"), 3), (("--no-request-journal",), -1)]:
        emulator = start(*option)
        for _ in range(3):
            httpx.get(f"{emulator.url}/x")
        assert httpx.post(f"{emulator.url}/__admin/requests/count", json={}).json()["count"] == count


def test_a_shutdown_that_is_asked_for_ends_the_program(start):
    emulator = start()
    assert httpx.post(f"{emulator.url}/__admin/shutdown").status_code == 200
    assert emulator.process.wait(10) == 0
