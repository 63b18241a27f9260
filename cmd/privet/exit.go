package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/report/frame"
)

// The exit codes of DESIGN and README: findings are never a crash, and a crash
// is never a clean run.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2
	exitNothing  = 3
	exitInternal = 4
)

// exitError is an error with the exit code it means.
type exitError struct {
	code int
	err  error
	hint string // what to do about it, or ""
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// errFindings ends a run that printed its findings: nothing more is to be said.
var errFindings = errors.New("findings at or above --fail-on")

// usage says that the command line or the configuration is wrong.
func usage(hint, format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...), hint: hint}
}

// finish says on w what ended the run, unless that was said already, and
// returns the exit code.
func finish(err error, w io.Writer) int {
	var coded *exitError
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, analyzer.ErrNothing):
		fmt.Fprintf(w, "privet: %s\n", frame.Printable(err.Error()))
		fmt.Fprintln(w, "hint: give the folder that holds the schema (*.sql), the migrations or the Go module: privet scan PATH")
		return exitNothing
	case errors.As(err, &coded):
		fmt.Fprintf(w, "privet: %s\n", frame.Printable(err.Error()))
		if coded.hint != "" {
			fmt.Fprintf(w, "hint: %s\n", coded.hint)
		}
		return coded.code
	}
	fmt.Fprintf(w, "privet: %s\n", frame.Printable(err.Error()))
	return exitInternal
}
