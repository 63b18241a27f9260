package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// app is one run of the command: its streams and the flags common to all
// subcommands.
type app struct {
	in       io.Reader
	out, err io.Writer

	formats []string
	lang    string
	failOn  string
	config  string
	color   string
	dialect string
	strict  bool
}

// run runs the command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	if isVet(args) {
		return vet(args)
	}
	a := &app{in: in, out: out, err: errOut}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	return finish(root.ExecuteContext(ctx), errOut)
}

// root is "privet" itself, which scans.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "privet [scan] [PATH]",
		Short: "go vet for personal data",
		Long: `privet reads database schemas and Go source, finds where personal data is
stored, and says where too much is collected, where it is unprotected and who
can reach it. Without a command it scans.`,
		Example:       "  privet\n  privet scan ./shop --format sarif=privet.sarif\n  privet inventory ./shop --why customers.email\n  privet explain CRED-001",
		Args:          cobra.MaximumNArgs(1),
		RunE:          a.scan,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	f := root.PersistentFlags()
	f.StringArrayVar(&a.formats, "format", nil, "output format, or format=file to write a file; may be given more than once")
	f.StringVar(&a.lang, "lang", "en", "language of what people read: en or nl")
	f.StringVar(&a.failOn, "fail-on", "error", "mildest severity that makes the exit code 1: error, warning, note, info or never")
	f.StringVar(&a.config, "config", "", "policy file (default: privet.yaml in PATH or a folder above it)")
	f.StringVar(&a.color, "color", "auto", "colour: auto, always or never")
	f.StringVar(&a.dialect, "dialect", "", "SQL dialect of all schema files: postgres, mysql or sqlite (default: detected)")
	f.BoolVar(&a.strict, "strict", false, "exit with 4 when something could not be analysed")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("privet "+strings.TrimSpace(strings.TrimPrefix(c.CommandPath(), "privet"))+" --help lists the flags", "%w", err)
	})
	root.AddCommand(a.scanCommand(), a.inventoryCommand(), a.auditCommand(), a.registerCommand(),
		a.explainCommand(), a.rulesCommand(), a.versionCommand())
	return root
}

// language returns the language asked for.
func (a *app) language() (phrase.Lang, error) {
	l, ok := phrase.ParseLang(a.lang)
	if !ok {
		return 0, usage("the languages are en and nl", "unknown language %q", a.lang)
	}
	return l, nil
}

// dialectAsked returns the dialect asked for, or UnknownDialect to detect it.
func (a *app) dialectAsked() (schema.Dialect, error) {
	if a.dialect == "" {
		return schema.UnknownDialect, nil
	}
	d, ok := schema.ParseDialect(a.dialect)
	if !ok {
		return 0, usage("the dialects are postgres, mysql (also for MariaDB) and sqlite", "unknown dialect %q", a.dialect)
	}
	return d, nil
}

// threshold returns the mildest severity that fails the run; ok is false for
// never.
func (a *app) threshold() (s finding.Severity, ok bool, err error) {
	if a.failOn == "never" {
		return 0, false, nil
	}
	s, ok = finding.ParseSeverity(a.failOn)
	if !ok {
		return 0, false, usage("the severities are error, warning, note and info; never switches the check off", "unknown severity %q", a.failOn)
	}
	return s, true, nil
}

// path returns the folder or file to work on: the argument, or the current
// folder.
func path(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}

// didYouMean is a hint with the nearest name, or the list of names.
func didYouMean(name string, names []string) string {
	if n := phrase.Nearest(name, names); n != "" {
		return fmt.Sprintf("did you mean %s?", n)
	}
	names = slices.Sorted(slices.Values(names))
	return "one of: " + strings.Join(names, ", ")
}
