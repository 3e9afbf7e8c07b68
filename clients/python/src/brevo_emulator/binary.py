"""Finds the program, and runs it in place of this process: the console script ``brevo-emulator``."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from .errors import BinaryNotFound, EmulatorError

NAME = "brevo-emulator"
#: The environment variable that names the program to run. The program itself must not see it.
VARIABLE = "BREVO_EMULATOR_BINARY"
BUNDLED = Path(__file__).parent / "bin" / NAME

HOW_TO_GET_IT = f"""\
The program {NAME} is not installed. This package brings it along on Linux x86-64. Elsewhere:
  - set {VARIABLE} to the program's path,
  - put the program on PATH,
  - or start it in a container, say, and name it: Emulator.attach(url), pytest --brevo-emulator-url URL."""


def find_binary() -> Path:
    """The program: the one that ``BREVO_EMULATOR_BINARY`` names, the one in this package, or the one on ``PATH``.

    Raises:
        BinaryNotFound: there is none.
    """
    if named := os.environ.get(VARIABLE):
        if not os.access(named, os.X_OK) or os.path.isdir(named):
            raise BinaryNotFound(f"{VARIABLE} is {named}, which is not a program")
        return Path(named)
    if os.access(BUNDLED, os.X_OK):
        return BUNDLED
    for folder in os.get_exec_path():
        found = shutil.which(NAME, path=folder)
        if found and not _is_script(found):
            return Path(found)
    raise BinaryNotFound(HOW_TO_GET_IT)


def _is_script(path: str) -> bool:
    """Whether it is a script, as this package's own console script is, which would call itself for ever."""
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def without_own_variable(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for the program, which refuses to start with a variable that it does not know."""
    return {name: value for name, value in environment.items() if name != VARIABLE}


def main() -> NoReturn:
    """Runs the program with this process's arguments, in its place."""
    try:
        program = find_binary()
        os.execve(program, [NAME, *sys.argv[1:]], without_own_variable(os.environ))
    except EmulatorError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{program} cannot be run here: {error.strerror}")


if __name__ == "__main__":
    main()
