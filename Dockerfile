# The emulator alone in an image: the binary, what it loads, and nothing else.
FROM swift:6.3.1-bookworm AS build
WORKDIR /source
COPY scripts scripts
RUN scripts/setup libunistring-dev
COPY . .
RUN scripts/build \
    && install -D .build/release/brevo-emulator /image/brevo-emulator \
    && ldd /image/brevo-emulator | grep -o '/[^ ]*' | xargs cp --parents --dereference --target-directory=/image \
    # Compose files written for WireMock's image ask for /__admin/health by curl, and mount stubs here.
    && install -d /image/usr/bin /image/home/wiremock/mappings /image/home/wiremock/__files /data \
    && ln -s /brevo-emulator /image/usr/bin/curl

FROM scratch
ARG VERSION=unreleased
LABEL org.opencontainers.image.title="brevo-emulator" \
      org.opencontainers.image.description="An emulator of Brevo's user-management API, for integration tests" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
COPY --from=build /image /
# For what the emulator is told to write; a named volume here belongs to its user, too.
COPY --from=build --chown=65532:65532 /data /data
ENV BREVO_EMULATOR_HOST=0.0.0.0 \
    PATH=/usr/bin
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=2s CMD ["/brevo-emulator", "healthcheck"]
ENTRYPOINT ["/brevo-emulator"]
