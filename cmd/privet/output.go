package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/frame"
)

// scanFormats are the formats of a scan's result, by the name --format takes.
var scanFormats = map[string]report.Writer{
	"text":     report.Text,
	"json":     report.JSON,
	"sarif":    report.SARIF,
	"github":   report.GitHub,
	"gitlab":   report.GitLab,
	"junit":    report.JUnit,
	"markdown": report.Markdown,
}

// output is one --format: how to write, and the file, or "" for standard output.
type output struct {
	format string
	write  report.Writer
	file   string
}

// outputs reads the --format flags.
func (a *app) outputs(fallback string, formats map[string]report.Writer) ([]output, error) {
	asked := a.formats
	if len(asked) == 0 {
		asked = []string{fallback}
	}
	var outs []output
	streams := 0
	for _, f := range asked {
		name, file, _ := strings.Cut(f, "=")
		write, ok := formats[name]
		if !ok {
			return nil, misuse(didYouMean(name, slices.Collect(maps.Keys(formats))), phrase.Textf("unknown format %q", "onbekend formaat %q", name))
		}
		if i := slices.IndexFunc(outs, func(o output) bool { return o.file == file && file != "" && file != "-" }); i >= 0 {
			return nil, misuse(phrase.Text{EN: "give each its own file", NL: "geef elk een eigen bestand"},
				phrase.Textf("%[2]s and %[3]s would both be written to %[1]s", "%[2]s en %[3]s zouden allebei in %[1]s komen", file, outs[i].format, name))
		}
		if file == "" || file == "-" {
			file = ""
			streams++
		}
		outs = append(outs, output{format: name, write: write, file: file})
	}
	if streams > 1 {
		return nil, misuse(phrase.Text{EN: "give all but one format a file: --format json=privet.json", NL: "geef alle formaten op één na een bestand: --format json=privet.json"},
			phrase.Textf("%d formats would be written to standard output", "%d formaten zouden naar de standaarduitvoer gaan", streams))
	}
	return outs, nil
}

// writeOne writes one output. A file is complete or an error is returned.
func (a *app) writeOne(r *report.Result, o output, source *frame.Source, base string) (err error) {
	lang, err := a.language()
	if err != nil {
		return err
	}
	opts := report.Options{Lang: lang, Source: source, Base: base}
	if o.file == "" {
		if opts.Color, err = a.colored(); err != nil {
			return err
		}
		opts.Terminal, opts.Width = a.terminal()
		return o.write(a.out, r, opts)
	}
	return a.writeTo(o, func(w io.Writer) error { return o.write(w, r, opts) })
}

// writeTo hands the output's file, or standard output, to write.
func (a *app) writeTo(o output, write func(io.Writer) error) (err error) {
	if o.file == "" {
		return write(a.out)
	}
	file, err := os.Create(o.file)
	if err != nil {
		return cannotWrite(o.format, err)
	}
	defer func() {
		if cerr := file.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("write %s: %w", o.file, cerr)
		}
	}()
	return write(file)
}

// cannotWrite says that an output file cannot be made.
func cannotWrite(what string, err error) error {
	why := refused(err)
	return misuse(phrase.Text{}, phrase.Text{EN: "write " + what + ": " + why.EN, NL: what + " schrijven: " + why.NL})
}

// colored decides on colour: --color, then NO_COLOR (no-color.org), then
// FORCE_COLOR and CLICOLOR_FORCE, then whether a person watches.
func (a *app) colored() (bool, error) {
	switch a.color {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
	default:
		return false, misuse(phrase.Text{EN: "one of: always, auto, never", NL: "een van: always, auto, never"}, phrase.Textf("unknown colour mode %q", "onbekende kleurstand %q", a.color))
	}
	if os.Getenv("NO_COLOR") != "" {
		return false, nil
	}
	for _, force := range []string{"FORCE_COLOR", "CLICOLOR_FORCE"} {
		if v := os.Getenv(force); v != "" && v != "0" {
			return true, nil
		}
	}
	watched, _ := a.terminal()
	return watched && os.Getenv("TERM") != "dumb", nil
}

// terminal reports whether standard output is a terminal, and its width.
func (a *app) terminal() (bool, int) { return terminal(a.out) }

func terminal(w io.Writer) (bool, int) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return false, 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return true, 0
	}
	return true, width
}
