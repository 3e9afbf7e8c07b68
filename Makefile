.DEFAULT_GOAL := help
.PHONY: help run build install test test-library test-sdk test-wiremock test-browser test-instructions test-static \
        test-state-file test-completions test-docs test-openapi test-documents test-hostile fuzz sanitize nightly bench \
        bench-inspector bench-start image test-image release lint clean

EMULATOR ?= .build/release/brevo-emulator
PREFIX ?= /usr/local

# Lists these targets.
help:
	@awk '/^# /{text = text substr($$0, 3) " "; next} /^[a-z-]+:/{split($$1, name, ":"); printf "make %-18s %s\n", name[1], text} {text = ""}' $(MAKEFILE_LIST)

# Serves on http://127.0.0.1:8080; options in ARGS="--port 0".
run:
	@scripts/check-port $(ARGS)
	@$(MAKE) --no-print-directory build
	$(EMULATOR) $(ARGS)

# The release binary, with everything linked in, at .build/release/brevo-emulator.
build:
	scripts/build

# Installs the release binary and its completions below PREFIX (/usr/local).
install:
	@scripts/install $(PREFIX)

# Every Swift test; options of swift test in ARGS="--filter Suite".
test:
	@scripts/test $(ARGS)

# A package that depends on this one and tests itself against the emulator.
test-library:
	@scripts/setup
	scripts/test-library

# The release binary (or EMULATOR=path) against the Python clients (or SDKS=…).
test-sdk: build
	scripts/test-sdk

# The release binary against WireMock's own clients, and beside the real WireMock where there is Java.
test-wiremock: build
	scripts/test-wiremock

# What the release binary spends on a request, in instructions, against the budget in bench/instructions.json.
test-instructions: build
	scripts/test-instructions

# The release binary against its own OpenAPI document: validity, and 20,000 requests that it describes.
test-openapi: build
	scripts/test-openapi

# The release binary's inspector, in Chromium; screenshots are kept in .build/browser.
test-browser: build
	scripts/test-browser

# The release binary in an empty root, with no library and nothing but /proc.
test-static: build
	scripts/test-static

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

# Documents with evil values over a socket, 20 000 of them or ARGS="REQUESTS SEED".
test-documents: build
	python3 Tests/Fuzz/documents.py $(ARGS)

# libFuzzer on everything that reads documents and requests; options in ARGS="SECONDS TARGET…".
fuzz:
	scripts/fuzz $(ARGS)

# The program under both sanitizers with load of every kind; SECONDS of it in ARGS="60".
sanitize:
	scripts/sanitize address $(ARGS)
	scripts/sanitize thread $(ARGS)

# Clients that leave, wait, dawdle or do not read, and what a process takes at most and after a million requests.
test-hostile: build
	@scripts/setup python3 wrk
	python3 bench/hostile.py $(ARGS)

# What takes longer than a change can wait for.
nightly: build
	scripts/test-static bullseye
	scripts/test-state-file 1000
	python3 Tests/Fuzz/documents.py 1000000
	MIXED=10_000_000 python3 bench/hostile.py
	scripts/sanitize address
	scripts/sanitize thread
	CONFIGURATION=release scripts/fuzz 900

# Throughput, start and memory beside bare C, nginx, WireMock and moto; a quarter of an hour.
bench: build
	scripts/bench

# Throughput with the inspector open in Chromium, and without; a minute and a half.
bench-inspector: build
	scripts/bench-inspector

# The start and the idle memory, with options read by the program itself and by ArgumentParser; a second.
bench-start: build
	python3 bench/start.py

# The container image brevo-emulator, by docker, podman or buildah.
image:
	scripts/image

# Runs that image: it serves, is healthy, is not root and stops.
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
