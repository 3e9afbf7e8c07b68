"""Waits, events and metrics, read by clients that know nothing of the emulator."""

import json
from threading import Thread
from uuid import uuid4

import httpx
from prometheus_client.parser import text_string_to_metric_families

INVITE = {"urlPath": "/v3/organization/user/invitation/send"}


def test_a_wait_ends_with_the_call_that_it_waits_for(emulator, account):
    key = f"wait-{uuid4().hex}"
    pattern = INVITE | {"bodyPatterns": [{"contains": key}]}
    answers = []
    body = {"pattern": pattern, "timeoutMilliseconds": 60_000}
    wait = Thread(target=lambda: answers.append(emulator.control("POST", "/requests/wait", json=body, timeout=90)))
    wait.start()
    account.invite(f"{key}@acme.example")
    wait.join()
    assert answers[0].json()["matched"] == 1
    assert key in answers[0].json()["requests"][0]["body"]


def test_events_are_read_as_they_happen(emulator, account):
    with httpx.stream("GET", emulator.url + "/__emulator/events", timeout=30) as events:
        assert events.headers["content-type"] == "text/event-stream"
        email = f"{uuid4().hex}@acme.example"
        account.invite(email)
        for line in events.iter_lines():
            if line.startswith("data: ") and email in line:
                event = json.loads(line.removeprefix("data: "))
                break
    assert (event["event"], event["role"]) == ("invited", "user")
    assert account.api_key not in line


def test_metrics_are_prometheus(emulator, account):
    account.invite(f"{uuid4().hex}@acme.example")
    answer = emulator.control("GET", "/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    kinds = {name.removeprefix("brevo_emulator_"): family.type for name, family in families.items()}
    assert kinds == {
        "requests": "counter",
        "request_duration_seconds": "histogram",
        "connections": "gauge",
        "parked_answers": "gauge",
        "event_streams": "gauge",
        "worlds": "gauge",
        "journal_entries": "gauge",
        "journal_evictions": "counter",
        "process_start_time_seconds": "gauge",
        "uptime_seconds": "gauge",
        "build_info": "gauge",
    }
    assert all(family.documentation for family in families.values())
    requests = {tuple(sample.labels.values()): sample.value for sample in families["brevo_emulator_requests"].samples}
    assert requests["inviteuser", "200"] >= 1
    samples = families["brevo_emulator_request_duration_seconds"].samples
    buckets = [sample.value for sample in samples if sample.name.endswith("_bucket")]
    assert buckets == sorted(buckets)
    assert buckets[-1] == next(sample.value for sample in samples if sample.name.endswith("_count"))
    assert families["brevo_emulator_build_info"].samples[0].labels == {"version": emulator.ready["version"]}
