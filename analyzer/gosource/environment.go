package gosource

import (
	"go/build"
	"os"
	"path/filepath"
	"strings"
)

// Environment returns the environment for the go command on untrusted code: no
// network, no toolchain download, no cgo, go.mod never rewritten, no
// workspace unless it lies inside root.
func Environment(root, dir string) []string {
	flags := "-mod=readonly"
	if _, err := os.Stat(filepath.Join(dir, "vendor", "modules.txt")); err == nil {
		flags = "-mod=vendor"
	}
	work := workspace(root, dir)
	if work != "off" {
		flags = "" // the go command chooses; -mod=readonly is its default there
	}
	if tags := buildTags(); len(tags) > 0 {
		flags += " -tags=" + strings.Join(tags, ",")
	}
	return append(os.Environ(), "GOPROXY=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOFLAGS="+strings.TrimSpace(flags), "GOWORK="+work,
		"GOPACKAGESDRIVER=off", "GO111MODULE=on", "GOVCS=*:off")
}

// workspace returns the go.work that governs dir, if it lies at or below root.
func workspace(root, dir string) string {
	abs, err := filepath.Abs(root)
	if err != nil {
		return "off"
	}
	for at := dir; strings.HasPrefix(at, abs); at = filepath.Dir(at) {
		file := filepath.Join(at, "go.work")
		if _, err := os.Stat(file); err == nil {
			return file
		}
		if at == abs || at == filepath.Dir(at) {
			break
		}
	}
	return "off"
}

// buildTags returns the build tags that the user set in GOFLAGS: of its flags the
// one that changes which code there is.
func buildTags() []string {
	var tags []string
	for _, flag := range strings.Fields(os.Getenv("GOFLAGS")) {
		if list, ok := strings.CutPrefix(strings.TrimLeft(flag, "-"), "tags="); ok {
			tags = strings.Split(list, ",")
		}
	}
	return tags
}

// buildContext tells which files are in the build on this machine, without cgo.
func buildContext() *build.Context {
	bc := build.Default
	bc.CgoEnabled = false
	bc.BuildTags = buildTags()
	return &bc
}
