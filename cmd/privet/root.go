package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
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

	known  knownFlags
	server serverAsked
	vet    vetFlags
	spoken phrase.Lang // the language help and errors are in: known before flags are parsed
}

// run runs the command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{in: in, out: out, err: errOut, spoken: spokenLanguage(args)}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	return finish(root.ExecuteContext(ctx), errOut, a.spoken)
}

// root is "privet" itself, which scans.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "privet [scan] [PATH]",
		Short: a.say("go vet for personal data", "go vet voor persoonsgegevens"),
		Long: a.say(`privet reads database schemas and Go source, finds where personal data is
stored, and says where too much is collected, where it is unprotected and who
can reach it. Without a command it scans.`,
			`privet leest databaseschema's en Go-code, vindt waar persoonsgegevens staan, en
zegt waar te veel wordt verzameld, waar iets onbeschermd is en wie erbij kan.
Zonder opdracht onderzoekt het de map.`),
		Example:           "  privet\n  privet scan ./shop --format sarif=privet.sarif\n  privet inventory ./shop --why customers.email\n  privet explain CRED-001",
		Args:              a.atMost(1),
		RunE:              a.scan,
		PersistentPreRunE: a.settled,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	a.commonFlags(root)
	a.scanFlags(root)
	root.SetFlagErrorFunc(a.flagError)
	root.AddCommand(a.scanCommand(), a.inventoryCommand(), a.accessCommand(), a.dbCommand(), a.auditCommand(), a.registerCommand(), a.diffCommand(), a.baselineCommand(),
		a.initCommand(), a.configCommand(), a.vetCommand(), a.explainCommand(), a.rulesCommand(), a.doctorCommand(), a.completionCommand(), a.manCommand(), a.versionCommand())
	root.SetHelpCommand(a.helpCommand())
	a.localise(root)
	return root
}

// commandNames are the commands, for "did you mean": a test holds that none is
// missing.
var commandNames = []string{"scan", "inventory", "access", "db", "audit", "register", "diff", "baseline", "init", "config", "vet", "explain", "rules", "doctor", "completion", "man", "version", "help"}

// path returns the folder or file to work on: the argument, or the current
// folder.
func path(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}
