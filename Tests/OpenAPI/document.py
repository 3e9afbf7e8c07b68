"""The OpenAPI document of the binary, and what it says about responses."""

import json
import os
import subprocess
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator")).resolve()
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@cache
def document():
    return json.loads(subprocess.run([BINARY, "openapi"], check=True, capture_output=True).stdout)


@cache
def operations():
    """The operations of the API: "GET /account" → its description, and the parameters that the path declares."""
    found = {}
    for path, item in document()["paths"].items():
        if path.startswith("/v3/"):
            shared = item.get("parameters", [])
            for method in METHODS & item.keys():
                operation = item[method]
                parameters = shared + operation.get("parameters", [])
                found[f"{method.upper()} {path.removeprefix('/v3')}"] = {**operation, "parameters": parameters}
    return found


def response(operation, status):
    """What the document says about a response; None if it does not have the status."""
    described = operations()[operation]["responses"].get(str(status))
    if described and "$ref" in described:
        return document()["components"]["responses"][described["$ref"].rpartition("/")[2]]
    return described


def schema(operation, status):
    """The schema of a response body; None if the response has none."""
    content = response(operation, status).get("content")
    return content and content["application/json"]["schema"]


def faults(operation, status, body):
    """Where a response body differs from the document: "/users/*/id: pattern"."""
    # A reference inside a schema is resolved against the schema itself.
    complete = {**schema(operation, status), "components": document()["components"]}
    errors = Draft202012Validator(complete, format_checker=FormatChecker()).iter_errors(body)
    return {fault for error in errors for fault in _named(error)}


def _named(error):
    steps = ["*" if isinstance(step, int) else step for step in error.absolute_path]
    if error.validator != "required":
        return [f"/{'/'.join(steps)}: {error.validator}"]
    # Each missing property is an error of its own, which names it in its message alone.
    missing = [name for name in error.validator_value if name not in error.instance]
    return [f"/{'/'.join([*steps, name])}: required" for name in missing]
