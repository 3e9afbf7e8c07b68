"""TLS: the official client trusts a certificate of the test's own, and works as it does without."""

import socket
import ssl
import subprocess
import time

import httpx
import pytest
from brevo import Brevo
from test_program import run

KEY = "xkeysib-tls"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The paths of a certificate that signs itself, and of its key."""
    folder = tmp_path_factory.mktemp("tls")
    paths = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        + ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        + ["-out", paths[0], "-keyout", paths[1]],
        check=True,
        capture_output=True,
    )
    return tuple(map(str, paths))


@pytest.fixture
def emulator(start, certificate):
    return start("--tls-cert", certificate[0], "--tls-key", certificate[1])


@pytest.fixture
def trust(certificate):
    return ssl.create_default_context(cafile=certificate[0])


def test_the_official_client_works_over_tls(emulator, trust):
    assert emulator.url.startswith("https://")
    with httpx.Client(verify=trust) as transport:
        client = Brevo(base_url=emulator.base_url, api_key=KEY, httpx_client=transport)
        for number in range(20):
            client.user.inviteuser(email=f"ann{number}@acme.example", all_features_access=True, privileges=[{}])
        users = client.user.get_invited_users_list().users
        journal = transport.get(f"{emulator.url}/__admin/requests").json()
        mail = transport.get(f"{emulator.url}/__emulator/mail").text
    assert len(users) == 21
    assert {entry["request"]["scheme"] for entry in journal["requests"]} == {"https"}
    assert all(entry["request"]["absoluteUrl"].startswith(emulator.base_url) for entry in journal["requests"])
    assert f"{emulator.url}/invitations/" in mail


def test_who_does_not_know_the_certificate_refuses_it(emulator):
    with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
        httpx.get(emulator.url)


@pytest.mark.parametrize(
    "response, error",
    [
        ({"fault": "EMPTY_RESPONSE"}, httpx.RemoteProtocolError),
        ({"fault": "RANDOM_DATA_THEN_CLOSE"}, httpx.RemoteProtocolError),
        ({"fault": "MALFORMED_RESPONSE_CHUNK"}, httpx.RemoteProtocolError),
        # A reset, which Python's TLS tells as an end.
        ({"fault": "CONNECTION_RESET_BY_PEER"}, (httpx.ReadError, httpx.RemoteProtocolError)),
    ],
)
def test_faults_are_what_they_are_without(emulator, trust, response, error):
    with httpx.Client(base_url=emulator.url, verify=trust) as client:
        stub = {"request": {"url": "/fault"}, "response": response}
        assert client.post("/__admin/mappings", json=stub).status_code == 201
        with pytest.raises(error):
            client.get("/fault")
        assert client.get("/__emulator/readyz").status_code == 200


def test_a_delayed_and_dribbled_answer_comes_whole(emulator, trust):
    response = {
        "body": "0123456789" * 10_000,
        "fixedDelayMilliseconds": 100,
        "chunkedDribbleDelay": {"numberOfChunks": 5, "totalDuration": 100},
    }
    with httpx.Client(base_url=emulator.url, verify=trust) as client:
        client.post("/__admin/mappings", json={"request": {"url": "/late"}, "response": response})
        begin = time.monotonic()
        assert client.get("/late").text == response["body"]
        assert time.monotonic() - begin >= 0.2


def test_events_are_streamed(emulator, trust):
    with httpx.Client(base_url=emulator.url, verify=trust, timeout=20) as client:
        with client.stream("GET", "/__emulator/events") as events:
            client.get("/v3/account", headers={"api-key": KEY})
            assert any("/v3/account" in line for line in events.iter_lines())


def test_clients_that_never_finish_a_handshake_hold_nobody_up(emulator, trust):
    address = ("127.0.0.1", emulator.ready["port"])
    strangers = [socket.create_connection(address) for _ in range(200)]
    for number, stranger in enumerate(strangers):
        stranger.sendall([b"", b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\n\r\n"][number % 3])
    assert httpx.get(f"{emulator.url}/__emulator/readyz", verify=trust).status_code == 200
    assert emulator.stop() == 0
    for stranger in strangers:
        stranger.close()


def test_the_health_check_speaks_tls(emulator, certificate):
    variables = {"TLS_CERT": certificate[0], "TLS_KEY": certificate[1], "PORT": str(emulator.ready["port"])}
    assert run("healthcheck", **{f"BREVO_EMULATOR_{name}": value for name, value in variables.items()})[0] == 0
    assert run("healthcheck", "--url", emulator.url)[0] == 0
    assert run("healthcheck", "--url", emulator.url.replace("https", "http"))[0] == 1
