package policy

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// maxSize bounds a privet.yaml: people write it by hand.
const maxSize = 1 << 20

// Read reads a privet.yaml; file is its name for messages. An error is an
// *Error: all the places that are wrong, each with its lines.
func Read(r io.Reader, file string) (*Policy, error) {
	source, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if len(source) > maxSize {
		return nil, &Error{File: file, Problems: []Problem{{Message: phrase.Text{EN: "the file is larger than 1 MB", NL: "het bestand is groter dan 1 MB"}}}}
	}
	p := &Policy{}
	if err := yaml.UnmarshalWithOptions(source, p, yaml.Strict()); err != nil && !errors.Is(err, io.EOF) {
		return nil, &Error{File: file, Problems: []Problem{decodeProblem(err, source)}}
	}
	p.File, p.source = file, source
	if problems := check(p, source); len(problems) > 0 {
		return nil, &Error{File: file, Problems: problems}
	}
	return p, nil
}

// Error says what is wrong with a privet.yaml.
type Error struct {
	File     string
	Problems []Problem
}

// Problem is one thing that is wrong.
type Problem struct {
	Line, Column int         // 1-based, 0 when unknown
	Message      phrase.Text // what is wrong, and what was probably meant
	Frame        string      // the lines around it, with a mark, or ""
}

// Error lists the problems in English, each with its frame.
func (e *Error) Error() string { return e.In(phrase.English) }

// In lists the problems in a language.
func (e *Error) In(l phrase.Lang) string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(e.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
		}
		b.WriteString(": " + p.Message.In(l))
		if p.Frame != "" {
			b.WriteString("\n" + strings.TrimRight(p.Frame, "\n"))
		}
	}
	return b.String()
}
