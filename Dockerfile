# The first stage needs a C compiler: pg_query is PostgreSQL's parser in C.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -o /privet ./cmd/privet

# The second keeps Go, which type-checks the scanned code, and git, for --new-from
# and diff. Nothing of the scanned project is run, and the network is not needed:
#   docker run --rm --network none -v "$PWD:/src:ro" privet /src
FROM golang:1.26-bookworm
COPY --from=build /privet /usr/local/bin/privet
USER nobody
ENV HOME=/tmp GOCACHE=/tmp/go-build GOFLAGS=-mod=readonly GOTOOLCHAIN=local
WORKDIR /src
ENTRYPOINT ["privet"]
