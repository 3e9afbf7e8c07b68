.PHONY: run build test lint clean

# Set-up, a release build, and the emulator on http://127.0.0.1:8080; options go in ARGS="--port 0".
run: build
	.build/release/brevo-emulator $(ARGS)

# The release binary, with Swift's own libraries linked in, at .build/release/brevo-emulator.
build:
	@scripts/setup
	swift build -c release --product brevo-emulator --static-swift-stdlib -Xlinker -s

test:
	@scripts/setup
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

clean:
	rm -rf .build
