"""Finds the program. The console script ``brevo-emulator`` replaces itself with it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from .errors import BinaryNotFound, EmulatorError

NAME = "brevo-emulator"
#: The environment variable with the path of the program, which rejects it as an unknown option.
VARIABLE = "BREVO_EMULATOR_BINARY"
BUNDLED = Path(__file__).parent / "bin" / NAME

HOW_TO_GET_IT = f"""\
The program {NAME} is not installed. On Linux x86-64 this package includes it. Elsewhere:
  - set {VARIABLE} to the program's path,
  - put the program on PATH,
  - or run it elsewhere, for example in a container, and pass its address to Emulator.attach or
    pytest --brevo-emulator-url."""


def find_binary() -> Path:
    """The path of the program: from ``BREVO_EMULATOR_BINARY``, in this package, or on ``PATH``.

    Raises:
        BinaryNotFound: it is in none of these places.
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
    """Whether the file is a script, such as this package's own console script, which would run itself forever."""
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def without_own_variable(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment to run the program in: it rejects variables that it does not know."""
    return {name: value for name, value in environment.items() if name != VARIABLE}


def main() -> NoReturn:
    """Replaces this process with the program, with the same arguments."""
    try:
        program = find_binary()
        os.execve(program, [NAME, *sys.argv[1:]], without_own_variable(os.environ))
    except EmulatorError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{program} cannot be run here: {error.strerror}")


if __name__ == "__main__":
    main()
