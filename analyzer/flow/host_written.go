package flow

import (
	"go/ast"
	"go/token"
	"path"
	"strconv"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// The address of a company is often a constant at the head of a file, or the default of a
// setting in another package. A constant has no place any more once it is used, so the
// place is looked for in the source text: a literal with the server's name.

// writeHosts completes events with the places where the servers they name are written.
func (an *analysis) writeHosts(events []usage.Event) {
	wanted := map[string][]schema.Span{}
	for _, e := range events {
		if e.Host != "" {
			wanted[e.Host] = nil
		}
	}
	if len(wanted) == 0 {
		return
	}
	for _, p := range an.mod.Packages {
		for _, file := range p.Files {
			if !strings.HasSuffix(an.span(file.Pos()).File, "_test.go") {
				an.hostsIn(file, wanted)
			}
		}
	}
	for i := range events {
		if e := &events[i]; e.Host != "" {
			e.HostAt = nearest(e.Span, wanted[e.Host])
		}
	}
}

// hostsIn notes the literals of a file that hold one of the servers' names.
func (an *analysis) hostsIn(file *ast.File, wanted map[string][]schema.Span) {
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING || !strings.Contains(lit.Value, ".") {
			return true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil || len(text) > maxMailText {
			return true
		}
		for _, part := range strings.FieldsFunc(text, notOfHost) {
			if at, ok := wanted[part]; ok {
				wanted[part] = append(at, an.span(lit.Pos()))
			}
		}
		return true
	})
}

// notOfHost reports whether a letter is none of the name of a server.
func notOfHost(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '.' && r != '-' && r != '_'
}

// nearest returns the place in the same file or else folder, or the first of all.
func nearest(to schema.Span, places []schema.Span) schema.Span {
	var found schema.Span
	best := 0
	for _, at := range places {
		score := 1
		switch {
		case at.File == to.File && at.Line == to.Line:
			score = 4
		case at.File == to.File:
			score = 3
		case path.Dir(at.File) == path.Dir(to.File):
			score = 2
		}
		if score > best {
			best, found = score, at
		}
	}
	return found
}
