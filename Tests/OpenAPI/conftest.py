"""Puts the requests of docs/operations.md, and what sends them, on the path."""

import sys

from document import ROOT

sys.path += [str(ROOT / "Tests/Docs"), str(ROOT / "clients/python/src")]
