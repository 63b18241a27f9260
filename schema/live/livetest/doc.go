// Package livetest starts real database servers for tests: a private one per
// call, in a temporary directory, on a free port of the loopback interface, gone
// when the test ends. Where the server's programs are missing the test is
// skipped, and fails instead when PRIVET_REQUIRE_ALL=1 is set.
package livetest

import (
	"net"
	"os"
	"os/exec"
	"testing"
)

// program returns the path of the first of these programs that is installed.
func program(t testing.TB, names ...string) string {
	t.Helper()
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	if os.Getenv("PRIVET_REQUIRE_ALL") == "1" {
		t.Fatalf("%s is not installed, and PRIVET_REQUIRE_ALL is set", names[0])
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// freePort returns a port nobody listens on at the moment.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// tempDir is a directory with a short path: a socket's may have 107 bytes only.
func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "privet")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
