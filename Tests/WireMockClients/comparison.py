"""Two servers' answers side by side: what must differ is taken out, what may differ is listed with its reason."""

import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import isclose
from pathlib import Path

LIST = Path(__file__).parent / "differences.toml"
UUID = re.compile(r"(?!ca5e0000)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the cases' own ids begin with ca5e
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ABSENT = "(absent)"
# What the weights of all parts of a near miss add up to: in 2.35.1, and in WireMock 3, which looks at more parts, but
# at none beyond url and method if those do not match.
WEIGHT, WEIGHTS_OF_3 = 41, (46, 39)


def normalised(value, port, name=None):
    """The value without what differs from run to run: ids, dates, durations, the port."""
    if name == "timing":
        return "(timing)"  # the real one completes it only after the answer has gone
    if isinstance(value, dict):
        return {key: normalised(item, port, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [normalised(item, port, name) for item in value]
        return sorted(items) if name == "possibleStates" else items
    if isinstance(value, str):
        return DATE.sub("(date)", UUID.sub("(uuid)", value)).replace(f":{port}", ":(port)")
    if isinstance(value, int) and (name == "loggedDate" or (name, value) == ("port", port)):
        return f"({name})"
    return value


def differences(real, ours, at=""):
    """Where the two differ: (path, what the real one has, what ours has)."""
    if not at and real["status"] != ours["status"]:
        yield "/status", real["status"], ours["status"]  # what follows from it says nothing more
    elif isinstance(real, dict) and isinstance(ours, dict):
        for key in sorted(real.keys() | ours.keys()):
            yield from differences(real.get(key, ABSENT), ours.get(key, ABSENT), f"{at}/{key}")
        if real.keys() == ours.keys() and list(real) != list(ours) and not at.endswith("headers"):
            yield f"{at}/(order)", list(real), list(ours)
    elif isinstance(real, list) and isinstance(ours, list):
        for index in range(max(len(real), len(ours))):
            pair = (items[index] if index < len(items) else ABSENT for items in (real, ours))
            yield from differences(*pair, f"{at}/{index}")
    elif at.endswith("/distance") and isinstance(real, float) and isinstance(ours, float):
        if not any(isclose(real * WEIGHT, ours * weight, abs_tol=1e-9) for weight in (WEIGHT, *WEIGHTS_OF_3)):
            yield at, real, ours
    elif real != ours or isinstance(real, bool) != isinstance(ours, bool):
        yield at, real, ours


@dataclass(eq=False)
class Listed:
    """A difference that is meant, as differences.toml lists it: where (globs over case and path), and why."""

    case: str
    at: str
    why: str
    real: object = None
    ours: object = None
    step: str = "*"
    occurred: bool = False

    def covers(self, case, step, at, real, ours):
        """Whether this is the difference listed; it is marked as one that occurs."""
        covered = (
            fnmatchcase(case.name, self.case)
            and fnmatchcase(str(step), self.step)
            and fnmatchcase(at, self.at)
            and says(real, self.real)
            and says(ours, self.ours)
        )
        self.occurred = self.occurred or covered
        return covered


def says(value, expected):
    """Whether the value is the one listed: any where none is, by a glob where it is text."""
    if isinstance(expected, str):
        return fnmatchcase(str(value), expected)
    return expected is None or value == expected


def listed_differences():
    """What differences.toml lists."""
    return [Listed(**entry) for entry in tomllib.loads(LIST.read_text())["difference"]]
