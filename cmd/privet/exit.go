package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/phrase"
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
	text phrase.Text // what went wrong in every language; empty: err says it
	help phrase.Text // what to do about it, or empty
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// errFindings ends a run that printed its findings: nothing more is to be said.
var errFindings = errors.New("findings at or above --fail-on")

// misuse says, in every language, that the command line or the configuration is
// wrong, and what to do about it.
func misuse(help, text phrase.Text) error {
	return &exitError{code: exitUsage, err: errors.New(text.EN), text: text, help: help}
}

// said returns what went wrong and what to do about it.
func (e *exitError) said(l phrase.Lang) (text, hint string) {
	text, hint = e.Error(), e.help.In(l)
	if !e.text.IsZero() {
		text = e.text.In(l)
	}
	return text, hint
}

// finish says on w what ended the run, unless that was said already, and
// returns the exit code.
func finish(err error, w io.Writer, l phrase.Lang) int {
	var coded *exitError
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, analyzer.ErrNothing):
		fmt.Fprintf(w, "privet: %s\n", phrase.Text{EN: frame.Printable(err.Error()), NL: "niets te onderzoeken: geen databaseschema en geen Go-code gevonden"}.In(l))
		fmt.Fprintf(w, "hint: %s\n", phrase.Text{EN: "give the folder that holds the schema (*.sql), the migrations or the Go module: privet scan PATH",
			NL: "noem de map met het schema (*.sql), de migraties of de Go-module: privet scan PAD"}.In(l))
		return exitNothing
	case errors.As(err, &coded):
		text, hint := coded.said(l)
		fmt.Fprintf(w, "privet: %s\n", printableLines(text))
		if hint != "" {
			fmt.Fprintf(w, "hint: %s\n", frame.Printable(hint))
		}
		return coded.code
	}
	fmt.Fprintf(w, "privet: %s\n", printableLines(err.Error()))
	return exitInternal
}

// printableLines makes text safe for a terminal and keeps its lines: an error in
// the policy file shows the lines around it.
func printableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = frame.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}
