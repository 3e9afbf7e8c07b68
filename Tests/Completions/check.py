"""Completes the program's options in fish and zsh, with their own completion systems. bash is in the Swift tests.

Usage: check.py      EMULATOR names another binary than the release build
"""

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator")).resolve()
SECONDS = 20
# What is typed, and what it can become.
CASES = [
    ("brevo-emulator --po", {"--port", "--port-file"}),
    ("brevo-emulator serve --po", {"--port", "--port-file"}),
    ("brevo-emulator hea", {"healthcheck"}),
    ("brevo-emulator --log j", {"json"}),
]


def script(shell):
    return subprocess.run([BINARY, "completions", shell], capture_output=True, text=True, check=True).stdout


def fish(folder, line):
    """The completions that fish offers for the line."""
    (folder / "script.fish").write_text(script("fish"))
    command = f"source {folder}/script.fish; complete -C '{line}'"
    shown = subprocess.run(["fish", "--no-config", "-c", command], capture_output=True, text=True, check=True).stdout
    return {completion.partition("\t")[0] for completion in shown.splitlines()}


def zsh(folder, line):
    """The words that zsh shows in a terminal once the tabulator is pressed twice after the line."""
    (folder / "_brevo-emulator").write_text(script("zsh"))
    start = f"PS1='ready> '; fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; PS1='typing> '\n"
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], {"PATH": f"{folder}:{os.environ['PATH']}", "TERM": "dumb"})
    try:
        shown = read_until(terminal, lambda text: True)
        os.write(terminal, start.encode())
        shown = read_until(terminal, lambda text: text.rstrip().endswith("typing>"))
        os.write(terminal, f"{line}\t\t".encode())
        wanted = next(words for typed, words in CASES if typed == line)
        shown = read_until(terminal, lambda text: wanted <= set(text.split()))
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return set(shown.split()) & {word for _, words in CASES for word in words}


def read_until(terminal, is_enough):
    text, deadline = "", time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            text += os.read(terminal, 65536).decode(errors="replace")
        if text and is_enough(text):
            break
    return text


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "brevo-emulator").symlink_to(BINARY)
        for complete in (fish, zsh):
            for line, wanted in CASES:
                found = complete(folder, line)
                holds = found == wanted
                failed = failed or not holds
                print(f"{'ok' if holds else 'FAILED':6}  {complete.__name__}: {line} → {' '.join(sorted(found))}", flush=True)
    sys.exit(1 if failed else 0)


main()
