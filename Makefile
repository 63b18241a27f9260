# The commands that people and CI run. `make` alone builds privet.

.PHONY: build test check bench generate

build:
	go build -o bin/privet ./cmd/privet

# The same command as in README.md and .ci/run.
test:
	go test ./...

check:
	test -z "$$(gofmt -l cmd analyzer schema rules report)"
	go vet ./...
	go test -race ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Rewrites golden files and generated pages; read the diff before you commit it.
generate:
	go generate ./...
