# The emulator alone in an image: the binary, the shared libraries that it links, nothing else.
FROM swift:6.3.1-bookworm AS build
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends libmicrohttpd-dev libpcre2-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN swift build -c release --product brevo-emulator --static-swift-stdlib -Xlinker -s \
    && install -D .build/release/brevo-emulator /image/brevo-emulator \
    && ldd /image/brevo-emulator | grep -o '/[^ ]*' | xargs cp --parents --dereference --target-directory=/image

FROM scratch
ARG VERSION=unreleased
LABEL org.opencontainers.image.title="brevo-emulator" \
      org.opencontainers.image.description="An emulator of Brevo's user-management API, for integration tests" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
COPY --from=build /image /
ENV BREVO_EMULATOR_HOST=0.0.0.0
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=2s --start-period=2s CMD ["/brevo-emulator", "healthcheck"]
ENTRYPOINT ["/brevo-emulator"]
