# The emulator alone in an image: one static binary, and the names that compose files expect.
FROM swift:6.3.1-bookworm AS build
WORKDIR /source
COPY scripts scripts
RUN scripts/setup libunistring-dev valgrind curl
COPY . .
RUN scripts/build \
    && install -D .build/release/brevo-emulator /image/brevo-emulator \
    # Compose files written for WireMock's image check its health by these, start it so, and mount stubs here.
    && install -d /image/bin /image/usr/bin /image/home/wiremock/mappings /image/home/wiremock/__files \
    && for name in bin/sh usr/bin/curl usr/bin/wget docker-entrypoint.sh; do ln -s /brevo-emulator "/image/$name"; done \
    && install -d -m 775 /volumes/data

FROM scratch
ARG VERSION=unreleased
LABEL org.opencontainers.image.title="brevo-emulator" \
      org.opencontainers.image.description="An emulator of Brevo's user-management API, for integration tests" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
COPY --from=build /image /
# For what the emulator is told to write: by its user, and by any user of group 0, as OpenShift chooses one.
COPY --from=build --chown=65532:0 /volumes /
ENV BREVO_EMULATOR_HOST=0.0.0.0 \
    PATH=/usr/bin:/bin
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=2s CMD ["/brevo-emulator", "healthcheck"]
ENTRYPOINT ["/brevo-emulator"]
