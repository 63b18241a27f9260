package page

import (
	"bytes"
	"testing"
)

// FuzzParse holds what positions rest on: a mask never changes a file's length
// or lines, what is uncovered is what was written, and no input breaks the
// reader.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`<form action="{{url "x"}}"><input {{if .A}}checked{{end}} name=x>`, "{{/* it's */}}{{`}}`}}", "{% block a %}{{> b}}{% endblock %}",
		"<% if a %><!--[if mso]><table><![endif]-->", "{{", "{{{a}}}{{!-- x --}}", "\x01\x80\x80\x80\x02", "<a href={{.X}}>{{.Y}}</a>", "<img src='cid:x' {{", "<plaintext>{{end}}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		masked, actions, _ := mask(src)
		if len(masked) != len(src) {
			t.Fatalf("mask made %d bytes of %d", len(masked), len(src))
		}
		if written, _, _ := uncover(string(masked), src, actions); !bytes.ContainsAny(src, "\x01\x02") && written != string(src) {
			t.Fatalf("uncovered %q of %q", written, src)
		}
		p := &Page{File: "mail/x.html", Fragment: true, name: readName("mail/x.html")}
		parse(p, src)
		finishAll([]*Page{p})
		for _, form := range p.Forms {
			for _, field := range form.Fields {
				if at := field.Span; at.Line < 1 || at.Column < 1 || at.Offset > len(src) {
					t.Fatalf("field at %+v of %d bytes", at, len(src))
				}
			}
		}
	})
}
