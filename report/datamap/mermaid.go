package datamap

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// mermaidText spells out what Mermaid, or the HTML it makes, would read as more
// than text: entity codes are Mermaid's own way.
var mermaidText = strings.NewReplacer(`"`, "#quot;", "#", "#35;", "<", "#lt;", ">", "#gt;", "&", "#amp;", "`", "#96;", "\\", "#92;", "\n", " ", "\r", " ", ";", "#59;")

// Mermaid writes the map as a flowchart, which GitHub and GitLab draw where it
// stands in Markdown.
func Mermaid(w io.Writer, tables []Table, l phrase.Lang, visible func(string) string) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "flowchart LR")
	var from, to []string
	node := func(id, text, class string) { fmt.Fprintf(out, "  %s[\"%s\"]:::%s\n", id, text, class) }
	label := func(s string) string { return mermaidText.Replace(Clip(visible(s), 60)) }
	for n, t := range tables {
		node(fmt.Sprintf("t%d", n), label(t.Name)+"<br/>"+t.size(l), Level(t.Score))
		for _, f := range t.From {
			if !slices.Contains(from, f) {
				node(fmt.Sprintf("f%d", len(from)), label(f), "other")
				from = append(from, f)
			}
			fmt.Fprintf(out, "  f%d --> t%d\n", slices.Index(from, f), n)
		}
		for _, x := range t.To {
			if !slices.Contains(to, x) {
				node(fmt.Sprintf("x%d", len(to)), label(x), "other")
				to = append(to, x)
			}
			fmt.Fprintf(out, "  t%d --> x%d\n", n, slices.Index(to, x))
		}
	}
	for _, c := range []string{"s2 stroke:#5b9279", "s3 stroke:#3f7cac", "s4 stroke:#b8651b", "s5 stroke:#a3161f", "other stroke:#4d5866"} {
		name, look, _ := strings.Cut(c, " ")
		fmt.Fprintf(out, "  classDef %s %s,stroke-width:3px\n", name, look)
	}
	return out.Flush()
}
