.PHONY: run build test test-library test-sdk test-wiremock test-instructions test-state-file test-completions test-docs \
        nightly bench \
        image test-image release lint clean

EMULATOR ?= .build/release/brevo-emulator

# Set-up, a release build, and the emulator on http://127.0.0.1:8080; options go in ARGS="--port 0".
run: build
	$(EMULATOR) $(ARGS)

# The release binary, with nearly all libraries linked in, at .build/release/brevo-emulator.
build:
	scripts/build

# Every Swift test.
test:
	@scripts/test

# A package that depends on this one and tests itself against the emulator.
test-library:
	@scripts/setup
	scripts/test-library

# The release binary (or EMULATOR=path) against the Python clients (or SDKS=…), one virtual environment each.
test-sdk: build
	scripts/test-sdk

# The release binary against WireMock's own clients, and beside the real WireMock where there is Java.
test-wiremock: build
	scripts/test-wiremock

# What the release binary spends on a request, in instructions, against the budget in Tests/Load/instructions.json.
test-instructions: build
	scripts/test-instructions

# The release binary, killed while it keeps its state file.
test-state-file: build
	scripts/test-state-file

# Completion of the release binary's options in fish and zsh.
test-completions: build
	scripts/test-completions

# The commands and code of the README and docs/, run as they stand there.
test-docs: build
	scripts/test-docs

.PHONY: clients test-clients write-docs

# The packages for Python and Node, in dist/.
clients: build
	scripts/clients

# Tests those packages against the release binary: the sources, then the built packages.
test-clients: build
	scripts/test-clients

# Generates parts of docs/ from the release binary: requests, responses, refusals.
write-docs: build
	scripts/write-docs

# What takes longer than a change can wait for.
nightly: build
	scripts/test-state-file 200

# Throughput, start and memory beside bare C, nginx, WireMock and moto; stubs, journal, size; a quarter of an hour.
bench: build
	scripts/bench

# The container image brevo-emulator, by docker, podman or buildah.
image:
	scripts/image

# Runs that image and checks that it serves, is healthy, is not root and stops.
test-image: image
	scripts/test-image

# The files of a release, in dist: binary, image, list of parts, checksums.
release:
	scripts/release

# Formatting and documentation rules, without changing a file.
lint:
	swift format lint --strict --recursive Package.swift Plugins Sources Tests

# Removes what was built and what the tests installed.
clean:
	rm -rf .build dist
