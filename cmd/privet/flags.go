package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// knownFlags are the flags of a scan that decide which known findings are kept
// out.
type knownFlags struct {
	newFrom        string
	baseline       string
	strictBaseline bool
	fixSQL         string
}

// commonFlags are the flags of every command.
func (a *app) commonFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringArrayVar(&a.formats, "format", nil, a.say("output format, or format=file to write a file; may be given more than once", "uitvoerformaat, of formaat=bestand; mag vaker worden gegeven"))
	f.StringVar(&a.lang, "lang", "en", a.say("language of what people read: en or nl", "taal van wat mensen lezen: en of nl"))
	f.StringVar(&a.failOn, "fail-on", "error", a.say("mildest severity that makes the exit code 1: error, warning, note, info or never", "lichtste ernst die exitcode 1 geeft: error, warning, note, info of never"))
	f.StringVar(&a.config, "config", "", a.say("policy file (default: privet.yaml in PATH or a folder above it)", "beleidsbestand (anders privet.yaml in PAD of een map erboven)"))
	f.StringVar(&a.color, "color", "auto", a.say("colour: auto, always or never", "kleur: auto, always of never"))
	f.StringVar(&a.dialect, "dialect", "", a.say("SQL dialect of all schema files: postgres, mysql or sqlite (default: detected)", "SQL-dialect van alle schemabestanden: postgres, mysql of sqlite (anders: herkend)"))
	f.BoolVar(&a.strict, "strict", false, a.say("exit with 4 when something could not be analysed", "exitcode 4 als iets niet kon worden onderzocht"))
	_ = root.RegisterFlagCompletionFunc("format", completeFormat)
	completeFlag(root, "lang", "en\tEnglish", "nl\tNederlands")
	completeFlag(root, "fail-on", "error", "warning", "note", "info", "never")
	completeFlag(root, "color", "auto", "always", "never")
	completeFlag(root, "dialect", "postgres\tPostgreSQL", "mysql\tMySQL, MariaDB", "sqlite\tSQLite")
}

// scanFlags are the flags of a scan, which root has too.
func (a *app) scanFlags(c *cobra.Command) {
	a.scanFlagsOnly(c)
	a.serverFlags(c)
}

// scanFlagsOnly are those that say nothing of a server.
func (a *app) scanFlagsOnly(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&a.known.newFrom, "new-from", "", a.say("report only findings whose cause or trace changed since this revision", "meld alleen bevindingen waarvan oorzaak of spoor sinds deze revisie is gewijzigd"))
	f.StringVar(&a.known.baseline, "baseline", "", a.say("file of known findings (default: privet-baseline.json in PATH or a folder above it; none: without)", "bestand met bekende bevindingen (anders privet-baseline.json in PAD of een map erboven; none: zonder)"))
	f.BoolVar(&a.known.strictBaseline, "strict-baseline", false, a.say("exit with 1 when the baseline holds findings that are gone", "exitcode 1 als de nulmeting bevindingen bevat die er niet meer zijn"))
	f.StringVar(&a.known.fixSQL, "fix-sql", "", a.say("file to write the proposed SQL statements to", "bestand waarin de voorgestelde SQL-opdrachten komen"))
	offerFormats(c, slices.Collect(maps.Keys(scanFormats)))
}

// completeFlag proposes fixed values for a flag.
func completeFlag(c *cobra.Command, name string, values ...cobra.Completion) {
	// The only error is a flag that is not there, or registered twice: a test
	// completes every one of them.
	_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// formatsKey is where a command notes the formats it can write, for completion.
const formatsKey = "formats"

func offerFormats(c *cobra.Command, names []string) {
	slices.Sort(names)
	c.Annotations = map[string]string{formatsKey: strings.Join(names, " ")}
}

// completeFormat proposes a command's formats; behind "sarif=" the shell
// proposes files.
func completeFormat(c *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if strings.Contains(typed, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return strings.Fields(c.Annotations[formatsKey]), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// dialectAsked returns the dialect asked for, or UnknownDialect to detect it.
func (a *app) dialectAsked() (schema.Dialect, error) {
	if a.dialect == "" {
		return schema.UnknownDialect, nil
	}
	d, ok := schema.ParseDialect(a.dialect)
	if !ok {
		return 0, misuse(phrase.Text{EN: "the dialects are postgres, mysql (also for MariaDB) and sqlite", NL: "de dialecten zijn postgres, mysql (ook voor MariaDB) en sqlite"},
			phrase.Textf("unknown dialect %q", "onbekend dialect %q", a.dialect))
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
		return 0, false, misuse(phrase.Text{EN: "the severities are error, warning, note and info; never switches the check off", NL: "de niveaus zijn error, warning, note en info; never zet de controle uit"},
			phrase.Textf("unknown severity %q", "onbekend niveau %q", a.failOn))
	}
	return s, true, nil
}

// atMost checks the number of arguments.
func (a *app) atMost(n int) cobra.PositionalArgs { return a.between(0, n) }

// between checks the number of arguments.
func (a *app) between(low, high int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		help := phrase.Text{EN: c.UseLine(), NL: c.UseLine()}
		switch {
		case len(args) > high:
			return misuse(help, phrase.Textf("too many arguments: %s", "te veel argumenten: %s", strings.Join(args[high:], " ")))
		case len(args) < low:
			return misuse(help, phrase.Textf("%s needs an argument", "%s heeft een argument nodig", c.CommandPath()))
		}
		return nil
	}
}

// meant asks whether a name was meant.
func meant(name string) phrase.Text { return phrase.Textf("did you mean %s?", "bedoelde je %s?", name) }

// didYouMean is a hint with the nearest name, or the list of names.
func didYouMean(name string, names []string) phrase.Text {
	if n := phrase.Nearest(name, names); n != "" {
		return meant(n)
	}
	names = slices.Sorted(slices.Values(names))
	return phrase.Textf("one of: %s", "een van: %s", strings.Join(names, ", "))
}

// plural picks the word for a number.
func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
