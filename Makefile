.PHONY: run build test test-sdk test-wiremock test-instructions test-state-file test-docs nightly bench image test-image lint clean

EMULATOR ?= .build/release/brevo-emulator

# Set-up, a release build, and the emulator on http://127.0.0.1:8080; options go in ARGS="--port 0".
run: build
	$(EMULATOR) $(ARGS)

# The release binary, with Swift's own libraries linked in, at .build/release/brevo-emulator.
build:
	@scripts/setup
	swift build -c release --product brevo-emulator --static-swift-stdlib -Xlinker -s

# Every Swift test.
test:
	@scripts/setup
	swift test

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

# The commands and code of the README and docs/, run as they stand there.
test-docs: build
	scripts/test-docs

# What takes longer than a change can wait for.
nightly: build
	scripts/test-state-file 200

# Throughput beside bare C, start, memory, stubs, journal and size, as Markdown tables; about six minutes.
bench: build
	scripts/bench

# The container image brevo-emulator, by docker, podman or buildah.
image:
	scripts/image

# Runs that image and checks that it serves, is healthy, is not root and stops.
test-image: image
	scripts/test-image

# Formatting and documentation rules, without changing a file.
lint:
	swift format lint --strict --recursive Package.swift Sources Tests

# Removes what was built and what the tests installed.
clean:
	rm -rf .build
