"""``python -m brevo_emulator`` runs the program."""

from .binary import main

main()
