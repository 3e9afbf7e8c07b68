"""The official Java client, whose JSON reader takes no field that it does not know. The program is JavaClient.java."""

import subprocess
from pathlib import Path

import pytest
from servers import JAR, JAVA, JAVA_COMPILER, SUBJECT

pytestmark = pytest.mark.skipif(JAVA_COMPILER is None, reason="no Java compiler (apt-get install default-jdk-headless)")
HERE = Path(__file__).parent
RUN_SECONDS = 120
PREFIXES = ["", "/worlds/java"] if SUBJECT == "emulator" else [""]

SAID = {
    "stubs": ["ca5e0000-0000-4000-8000-000000000001 named 2", "200 hello", '201 {"id":1} [1, 2]', "2 stubs", "hello"],
    "matchers": ["all of them", "Optional.empty", "200 later, no stub", "204", "200 either, no stub"],
    "editing": ["200 new", "1 stub"],
    "removing": ["no stub, 200 ", "no stub", "0 stubs"],
    "removing by likeness": ["no stub"],
    "metadata": ["[/b two]", "1 stub"],
    "importing": ["200 a, 200 b"],
    "verifying": ["verified", "Expected exactly 3 requests matching the following pattern but received 2:"],
    "finding": [
        'POST /a?q=1&q=2 {"email":"ann@acme.example"}',
        "1 d [1, 2]",
        "http://127.0.0.1:PORT/a?q=1&q=2 127.0.0.1 HTTP/1.1",
        "just now",
        "http 127.0.0.1 true false",
    ],
    "serve events": [
        "[/nowhere false, /a true]",
        "named 200 hello 1",
        "1 ms added of true",
        "1 unmatched",
        "1 of the stub",
        "1 left",
        "1 removed",
    ],
    "unmatched": ["[/b]"],
    "near misses": ["1 /user users", "true", "1 /user"],
    "near misses of a request": ["/users"],
    "scenarios": ["200 first, 200 second, 200 second", "sc two 2 2", "200 first"],
    "a scenario alone": ["no stub", "200 first"],
    "settings": ["1", "UniformDistribution", "5 null"],
    "faults": [
        "EMPTY_RESPONSE no answer",
        "CONNECTION_RESET_BY_PEER no answer",
        "RANDOM_DATA_THEN_CLOSE no answer",
    ],
    "recording": ["NeverStarted"],
    "refusals": ["404 Scenario nope does not exist"],
    "resets": ["0 requests, 1 stub", "0 requests, 0 stubs", "0 requests, 0 stubs"],
}


@pytest.fixture(scope="module", params=PREFIXES, ids=lambda prefix: prefix or "root")
def said(process, request):
    """What the program printed: part → lines; at the root of the server, and in a world of its own."""
    program = [JAVA, "-XX:TieredStopAtLevel=1", "-cp", JAR, "JavaClient.java", str(process.port), request.param]
    run = subprocess.run(program, cwd=HERE, capture_output=True, text=True, timeout=RUN_SECONDS)
    assert run.returncode == 0, run.stderr
    lines = [line.partition(": ") for line in run.stdout.splitlines()]
    return {part: [text for name, _, text in lines if name == part] for part, _, _ in lines}


@pytest.mark.parametrize("part", SAID)
def test_the_client_reads_what_it_is_told(said, part):
    assert said.get(part) == SAID[part]


def test_no_part_of_the_program_is_unchecked(said):
    assert said.keys() == SAID.keys()
