"""The clients that a Python program can call the API with: one adapter each, for those that are installed.

The stories are written against `Client`. An adapter says how its client names a call and hands out an answer, and what
is peculiar to it; a further client is one more adapter.
"""

from importlib.util import find_spec


def has(package):
    """Whether the environment that the tests run in has this package."""
    return find_spec(package) is not None


def installed():
    """The adapters of the clients that are here."""
    adapters = []
    if has("brevo"):
        from .fern import Fern

        adapters.append(Fern)
    if has("brevo_python"):
        from .brevo_python_1 import BrevoPython1

        adapters.append(BrevoPython1)
    if has("sib_api_v3_sdk"):
        from .sib import SibApiV3

        adapters.append(SibApiV3)
    if has("requests"):
        from .plain import PlainHTTPX, PlainRequests

        adapters += [PlainHTTPX, PlainRequests]
    return adapters
