package policy

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"
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
		return nil, &Error{File: file, Problems: []Problem{{Message: "the file is larger than 1 MB"}}}
	}
	p := &Policy{}
	if err := yaml.UnmarshalWithOptions(source, p, yaml.Strict()); err != nil && !errors.Is(err, io.EOF) {
		return nil, &Error{File: file, Problems: []Problem{decodeProblem(err)}}
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
	Line, Column int    // 1-based, 0 when unknown
	Message      string // what is wrong, and what was probably meant
	Frame        string // the lines around it, with a mark, or ""
}

// Error lists the problems, each with its frame.
func (e *Error) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, p.Line, p.Column, p.Message)
		if p.Frame != "" {
			b.WriteString("\n" + strings.TrimRight(p.Frame, "\n"))
		}
	}
	return b.String()
}

// tokenError is what every error of the YAML decoder can say.
type tokenError interface {
	error
	GetMessage() string
	GetToken() *token.Token
	FormatError(colored, inclSource bool) string
}

func decodeProblem(err error) Problem {
	var te tokenError
	if !errors.As(err, &te) {
		return Problem{Message: err.Error()}
	}
	p := Problem{Message: te.GetMessage()}
	if tk := te.GetToken(); tk != nil && tk.Position != nil {
		p.Line, p.Column = tk.Position.Line, tk.Position.Column
		_, p.Frame, _ = strings.Cut(te.FormatError(false, true), "\n")
		var unknown *yaml.UnknownFieldError
		if errors.As(err, &unknown) {
			p.Message += didYouMean(tk.Value, keys(reflect.TypeFor[Policy](), map[reflect.Type]bool{}))
		}
	}
	return p
}

// keys returns every key a privet.yaml may have, at any depth.
func keys(t reflect.Type, seen map[reflect.Type]bool) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return nil
	}
	seen[t] = true
	var found []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" && name != "" {
			found = append(found, name)
			found = append(found, keys(t.Field(i).Type, seen)...)
		}
	}
	return found
}
