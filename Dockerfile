# Heed in an image of its own: one static binary, no shell, no root.
#
#   docker build -t heed .
#   docker run -d --name heed --restart=on-failure --read-only --cap-drop=ALL \
#     --security-opt=no-new-privileges --env-file .env -v heed-data:/data heed

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/heed ./cmd/heed \
 && install -d -m 0700 -o 65532 -g 65532 /out/data

FROM scratch
# Slack is spoken to over TLS; time zones are in the binary.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/heed /heed
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV HEED_DB=/data/heed.db
VOLUME /data
# Asks the running Heed through the socket beside its store; no port needed.
HEALTHCHECK --interval=1m --timeout=15s --start-period=30s CMD ["/heed", "doctor", "--offline"]
ENTRYPOINT ["/heed"]
