// Privet is go vet for personal data: it reads database schemas and Go source,
// finds where personal data is stored, and says where too much is collected,
// where it is unprotected and who can reach it.
//
//	privet scan ./shop        report what it finds
//	privet inventory ./shop   list the personal data it finds
//	privet explain CRED-001   say what a rule is about
//
// Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or
// configuration, 3 nothing to analyse, 4 an error inside privet or, with
// --strict, an analysis that is not complete. Under go vet -vettool, go vet's
// own.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// gcPercent trades a twentieth of a scan's time for a sixth of its memory: a scan is
// one of several things a CI machine does, and most of what it holds it holds to the
// end. Measured on listmonk, answer and kratos (docs/speed.md).
const gcPercent = 50

func main() {
	if isVet(os.Args[1:]) {
		vet()
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	// Ending the context also ends the go and git commands that privet started.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
