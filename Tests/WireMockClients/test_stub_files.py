"""A directory of stub files, as the real WireMock reads it and as ours does.

Which of two files wins is nothing to compare: the real one reads them as the file system lists them, ours by name.
"""

import json
from uuid import UUID

import pytest
from servers import WireMock


def stub(path, body, number, **fields):
    """A stub as a file has it, with an id by which it is known again."""
    response = {"body": body} if not body.endswith(".txt") else {"bodyFileName": body}
    return {"id": str(UUID(int=number)), "request": {"url": path}, "response": response, **fields}


FILES = {
    "mappings/one.json": stub("/one", "one", 1),
    "mappings/many.json": {"mappings": [stub("/many", "first", 3), stub("/many", "second", 4), stub("/b", "b", 5)]},
    "mappings/sub/deeper/c.json": stub("/below", "below", 6),
    "mappings/prior.json": stub("/prior", "prior", 7, priority=1),
    "mappings/later.json": stub("/prior", "later", 8),
    "mappings/file.json": stub("/file", "text.txt", 9),
    "mappings/file2.json": stub("/file2", "sub/text.txt", 10),
    "mappings/persistent.json": stub("/kept", "kept", 11, persistent=True, postServeActions=[]),
    "mappings/notes.txt": "no stub",
    "__files/text.txt": "text of a file",
    "__files/sub/text.txt": "text of a file below",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return root


@pytest.fixture
def both(root, start, wiremock):
    """The two servers with that directory; `wiremock` only to skip where there is no Java."""
    real = WireMock(root)
    yield real, start("--root-dir", root)
    real.stop()


def answers(server):
    paths = ("/one", "/many", "/below", "/prior", "/file", "/file2", "/kept")
    return {path: server.ask("GET", path).text for path in paths}


def listed(server):
    return {stub["id"]: stub for stub in server.admin("GET", "/mappings")["mappings"]}


def test_files_make_the_same_stubs(both):
    real, ours = both
    assert answers(ours) == answers(real)
    assert listed(ours) == listed(real)


def test_a_reset_reads_them_again(both):
    for server in both:
        server.admin("DELETE", "/requests")
        server.admin("POST", "/mappings", {"request": {"url": "/one"}, "response": {"body": "new"}})
        assert server.ask("GET", "/one").text == "new"
        server.admin("POST", "/mappings/reset")
    real, ours = both
    assert answers(ours) == answers(real)
