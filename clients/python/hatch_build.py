"""Adds the program that BREVO_EMULATOR_BUNDLE names to the wheel, and tags the wheel with its platform."""

import os
import platform

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):
    def initialize(self, version, build_data):
        program = os.environ.get("BREVO_EMULATOR_BUNDLE")
        if not program:
            return
        machine = platform.machine()
        # The program is static: it runs with any C library, or none.
        build_data["tag"] = f"py3-none-manylinux_2_17_{machine}.musllinux_1_1_{machine}"
        build_data["pure_python"] = False
        build_data["force_include"][program] = "brevo_emulator/bin/brevo-emulator"
