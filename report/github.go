package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/privet-dev/privet/rules/finding"
)

// Workflow commands are lines of text; these replacements keep foreign names
// from ending a line or a property
// (https://docs.github.com/actions, "Workflow commands").
var (
	githubMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// GitHub writes workflow commands that GitHub Actions turns into annotations of
// the changed lines. GitHub shows ten of a kind for each step; all are in the
// log, and the summary stands last.
func GitHub(w io.Writer, r *Result, o Options) error {
	out := bufio.NewWriter(w)
	for _, f := range Ordered(r.Findings) {
		command := "notice"
		switch f.Severity {
		case finding.Error:
			command = "error"
		case finding.Warning:
			command = "warning"
		}
		properties := "title=" + githubProperty.Replace(f.Rule+" "+f.Name)
		if span, ok := r.place(f); ok && !onServer(span.File) {
			start, end := o.Source.Columns(span)
			properties = fmt.Sprintf("file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,%s",
				githubProperty.Replace(o.repoPath(span.File)), span.Line, span.Line, start, end, properties)
		}
		message := sentence(f.Message, o.Lang)
		if help := sentence(f.Help, o.Lang); help != "" {
			message += "\n" + help
		}
		fmt.Fprintf(out, "::%s %s::%s\n", command, properties, githubMessage.Replace(message))
	}
	for _, command := range githubDrift(r, o) {
		fmt.Fprintln(out, command)
	}
	fmt.Fprintln(out, Summary(r, o))
	return out.Flush()
}
