package flow_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/usage"
)

var update = flag.Bool("update", false, "rewrite the expected mailings of archives")

// checkMailings compares what is known of every send with the file "mailings" of
// an archive, where it has one.
func checkMailings(t *testing.T, name string, a *txtar.Archive, facts *usage.Facts) {
	t.Helper()
	var b strings.Builder
	for _, m := range facts.Mailings {
		renderMailing(&b, m)
	}
	for i, f := range a.Files {
		if f.Name != "mailings" {
			continue
		}
		if *update {
			a.Files[i].Data = []byte(b.String())
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(string(f.Data), b.String()); diff != "" {
			t.Errorf("mailings (-want +got):\n%s", diff)
		}
	}
}

func renderMailing(b *strings.Builder, m usage.Mailing) {
	fmt.Fprintf(b, "%s: %s in %s\n", m.Span.Position, m.Library, m.Function)
	if m.Bulk != nil {
		fmt.Fprintf(b, "  %s\n", renderLoop(m.Bulk))
	}
	for _, r := range m.Recipients {
		many := "one"
		if r.Several {
			many = "several"
		}
		fmt.Fprintf(b, "  %s in %q from %q", many, r.Header, r.Source)
		for _, c := range r.Columns {
			fmt.Fprintf(b, " %s.%s", c.Table, c.Column)
		}
		fmt.Fprintf(b, " (%s)\n", r.Span.Position)
	}
	if len(m.Headers) > 0 {
		fmt.Fprintf(b, "  headers %s\n", strings.Join(m.Headers, ", "))
	}
	if m.NoReply.IsValid() {
		fmt.Fprintf(b, "  no reply (%s)\n", m.NoReply.Position)
	}
	for _, p := range m.Parts {
		fmt.Fprintf(b, "  part %q inline %t (%s)\n", p.Name, p.Inline, p.Span.Position)
	}
	if len(m.Templates) > 0 {
		fmt.Fprintf(b, "  templates %s\n", strings.Join(m.Templates, ", "))
	}
	for _, c := range m.Calls {
		fmt.Fprintf(b, "  called in %s (%s) templates %q strings %q", c.Function, c.Span.Position, c.Templates, c.Strings)
		if c.Loop != nil {
			fmt.Fprintf(b, " %s", renderLoop(c.Loop))
		}
		b.WriteByte('\n')
	}
}

func renderLoop(l *usage.Loop) string {
	return fmt.Sprintf("loop over %q in %s (%s)", l.Source, l.Function, l.Span.Position)
}
