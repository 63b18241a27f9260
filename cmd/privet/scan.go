package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/ignore"
	"github.com/privet-dev/privet/rules/policy"
)

func (a *app) scanCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "scan [PATH]",
		Short: a.say("Report what is stored too much, unprotected or open (the default command)", "Meld wat te veel, onbeschermd of open is opgeslagen (de standaardopdracht)"),
		Example: `  privet scan ./shop
  privet scan --new-from main --format github --format sarif=privet.sarif`,
		Args: a.atMost(1),
		RunE: a.scan,
	}
	a.scanFlags(c)
	return c
}

// scan analyses a folder, writes the report in every format asked for and fails
// at the threshold.
func (a *app) scan(cmd *cobra.Command, args []string) error {
	outputs, err := a.outputs("text", scanFormats)
	if err != nil {
		return err
	}
	threshold, fails, err := a.threshold()
	if err != nil {
		return err
	}
	dir := a.subject(args)
	result, _, err := a.analyse(cmd.Context(), dir)
	if err != nil {
		return err
	}
	shrinks, err := a.leaveOutKnown(cmd.Context(), dir, result)
	if err != nil {
		return err
	}
	if err := a.write(dir, result, outputs); err != nil {
		return err
	}
	if a.known.fixSQL != "" {
		if err := a.writeOne(result, output{format: "fix-sql", write: report.FixSQL, file: a.known.fixSQL}, nil, ""); err != nil {
			return err
		}
	}
	for _, f := range result.Findings {
		if fails && f.Severity >= threshold && !f.Preview {
			return errFindings
		}
	}
	if shrinks && a.known.strictBaseline {
		return errFindings // the report's notes have said it
	}
	if sc := result.Inventory.Scope; a.strict && len(sc.Unparsed)+len(sc.Skipped) > 0 {
		text := phrase.Textf("%d places could not be analysed, and --strict was given", "%d plaatsen konden niet worden onderzocht, en --strict is gegeven", len(sc.Unparsed)+len(sc.Skipped))
		return &exitError{code: exitInternal, err: errors.New(text.EN), text: text}
	}
	return nil
}

// analyse runs the whole pipeline on a folder: policy, scan, rules, exceptions.
func (a *app) analyse(ctx context.Context, dir string) (*report.Result, *policy.Policy, error) {
	start := time.Now()
	dialect, err := a.dialectAsked()
	if err != nil {
		return nil, nil, err
	}
	lang, err := a.language()
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(dir); err != nil && dir != "" {
		return nil, nil, noPath(dir)
	}
	pol, err := a.policy(dir)
	if err != nil {
		return nil, nil, err
	}
	progress := a.progress()
	defer progress.stop()
	opts := analyzer.Options{Root: dir, Dialect: dialect, Progress: progress.stage}
	if a.server.url != "" {
		progress.stage("reading the server")
	}
	if opts.Server, err = a.openServer(ctx); err != nil {
		return nil, nil, err
	}
	if pol != nil {
		opts.Classifier = pol.ClassifierOptions()
	}
	inv, err := analyzer.Scan(ctx, opts)
	if errors.Is(err, analyzer.ErrNothing) {
		progress.stop()
		if serr := report.Skipped(a.err, inv, report.Options{Lang: lang}); serr != nil {
			return nil, nil, serr
		}
	}
	if err != nil {
		return nil, nil, err
	}
	result := &report.Result{Tool: tool(), Inventory: inv, Rules: rules.All()}
	result.Findings = rules.Run(inv, rules.Options{Policy: pol})
	if pol != nil {
		var idle []policy.Exception
		result.Findings, result.Suppressed, idle = pol.Except(result.Findings, start)
		result.Findings = append(result.Findings, ignore.Idle(pol, idle, start)...)
	}
	a.suppress(dir, result, start)
	result.Elapsed = time.Since(start)
	return result, pol, nil
}

// noPath says what was probably meant by a path that is not there: a mistyped
// command, or a folder.
func noPath(name string) error {
	if strings.Contains(name, "://") { // not repeated: it may hold a password
		return misuse(phrase.Text{EN: "privet db URL reads a server; privet scan PATH --db URL reads both", NL: "privet db URL leest een server; privet scan PAD --db URL leest beide"},
			phrase.Text{EN: "a URL is no folder", NL: "een URL is geen map"})
	}
	help := phrase.Text{EN: "give an existing folder, or a command: privet --help", NL: "noem een bestaande map, of een opdracht: privet --help"}
	if near := phrase.Nearest(name, commandNames); near != "" {
		help = meant("privet " + near)
	}
	return misuse(help, phrase.Textf("%s: no such file, folder or command", "%s: zo'n bestand, map of opdracht is er niet", name))
}

// noPathOr is noPath where the path is missing, else the error itself.
func noPathOr(dir string, err error) error {
	if _, missing := os.Stat(dir); missing != nil {
		return noPath(dir)
	}
	return err
}

// sourceOf opens the scanned files, to show their lines; a server has none.
func sourceOf(dir string) (*frame.Source, error) {
	if dir == "" {
		return nil, nil
	}
	return frame.Open(dir)
}

// write writes the result to each output.
func (a *app) write(dir string, r *report.Result, outputs []output) error {
	source, err := sourceOf(dir)
	if err != nil {
		return err
	}
	defer source.Close()
	for _, o := range outputs {
		if err := a.writeOne(r, o, source, repositoryPath(dir)); err != nil {
			return err
		}
	}
	return nil
}
