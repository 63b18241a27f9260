package page

import (
	"strings"
	"testing"
)

// BenchmarkParse measures the reader on an ordinary template, and on input made
// to be slow: bytes a second must not fall by orders of magnitude.
func BenchmarkParse(b *testing.B) {
	page := `<table role="presentation"><tr><td>{{range .Products}}<img src="{{.Image}}"><a href="{{.URL}}">{{.Name}}</a>{{end}}</td></tr></table>` + "\n"
	for name, piece := range map[string]string{
		"ordinary": page, "unclosed": "{{ ", "quotes": `{{"}}{{'}}`, "inputs": `{{if .A}}<input name=a checked>{{end}}`, "labels": "<form><label>a", "tags": "<a href=x>",
	} {
		src := []byte(strings.Repeat(piece, maxSize/len(piece)))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				parse(&Page{File: "x.html"}, src)
			}
		})
	}
}
