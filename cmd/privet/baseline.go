package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules/baseline"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// baselineFile is the name of the baseline.
const baselineFile = "privet-baseline.json"

func (a *app) baselineCommand() *cobra.Command {
	c := family(&cobra.Command{
		Use:   "baseline",
		Short: a.say("Remember today's findings, so that only new ones are reported", "Onthoud de bevindingen van vandaag, zodat alleen nieuwe worden gemeld"),
		Long: a.say(`A baseline is a file of known findings. A scan leaves them out and counts them
in its last line; a finding that got worse since is reported again. Findings are
known by their cause, not by their line. National numbers (SPC-002) and card
codes (STO-003) are never left out: only an exception that names the law can
allow them.`,
			`Een nulmeting is een bestand met bekende bevindingen. Een scan laat die weg en
telt ze in de laatste regel; wat sindsdien erger werd wordt weer gemeld. Een
bevinding is bekend aan haar oorzaak, niet aan haar regelnummer. Een BSN
(SPC-002) en een kaartcode (STO-003) worden nooit weggelaten: dat kan alleen een
uitzondering die de wet noemt.`),
		Example: "  privet baseline write\n  privet baseline show\n  privet baseline prune",
	})
	file := c.PersistentFlags().String("baseline", "", a.say("the file (default: privet-baseline.json in PATH or a folder above it)", "het bestand (anders privet-baseline.json in PAD of een map erboven)"))
	for _, sub := range []struct {
		use, en, nl string
		run         func(ctx context.Context, dir, file string) error
	}{
		{"write [PATH]", "Write the baseline from what is found now", "Schrijf de nulmeting van wat nu wordt gevonden", a.writeBaseline},
		{"show [PATH]", "List the known findings", "Noem de bekende bevindingen", a.showBaseline},
		{"prune [PATH]", "Remove findings that are gone from the baseline", "Haal bevindingen die er niet meer zijn uit de nulmeting", a.pruneBaseline},
	} {
		c.AddCommand(&cobra.Command{Use: sub.use, Short: a.say(sub.en, sub.nl), Args: a.atMost(1), RunE: func(cmd *cobra.Command, args []string) error {
			return sub.run(cmd.Context(), path(args), *file)
		}})
	}
	return c
}

// baselineAt is the file a baseline command works on: the one named, the one
// found, or a new one in the scanned folder.
func baselineAt(dir, file string) string {
	if file != "" {
		return file
	}
	if found := findUp(dir, baselineFile); found != "" {
		return found
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	return filepath.Join(dir, baselineFile)
}

// nearby is a file's name as seen from the current folder, where that is shorter.
func nearby(name string) string {
	here, err := os.Getwd()
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(here, name); err == nil && len(rel) < len(name) {
		return filepath.ToSlash(rel)
	}
	return name
}

// readBaseline reads a baseline that must be there.
func readBaseline(name string) (*baseline.Baseline, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, misuse(phrase.Text{EN: "privet baseline write makes one", NL: "privet baseline write maakt er een"}, about("baseline", "nulmeting", err))
	}
	defer file.Close()
	b, err := baseline.Read(file)
	if err != nil {
		return nil, misuse(phrase.Text{EN: "privet baseline write writes it anew", NL: "privet baseline write schrijft het opnieuw"}, phrase.Textf("baseline %s: %v", "nulmeting %s: %v", name, err))
	}
	return b, nil
}

func saveBaseline(name string, b *baseline.Baseline) (err error) {
	file, err := os.Create(name)
	if err != nil {
		return misuse(phrase.Text{}, about("baseline", "nulmeting", err))
	}
	defer func() {
		if cerr := file.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("write %s: %w", name, cerr)
		}
	}()
	return b.Write(file)
}

func (a *app) writeBaseline(ctx context.Context, dir, file string) error {
	result, _, err := a.analyse(ctx, dir)
	if err != nil {
		return err
	}
	b, refused := baseline.New(result.Findings)
	name := baselineAt(dir, file)
	if err := saveBaseline(name, b); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %s\n", frame.Printable(nearby(name)), a.say(plural(len(b.Findings), "known finding", "known findings"), plural(len(b.Findings), "bekende bevinding", "bekende bevindingen")))
	for _, f := range refused {
		fmt.Fprintf(a.out, "  %s %s: %s\n", a.say("not in the baseline:", "niet in de nulmeting:"), f.Rule, frame.Printable(f.Message.In(a.spoken)))
	}
	return nil
}

func (a *app) showBaseline(_ context.Context, dir, file string) error {
	name := baselineAt(dir, file)
	b, err := readBaseline(name)
	if err != nil {
		return err
	}
	for _, e := range b.Findings {
		fmt.Fprintf(a.out, "%-9s %-8s %s: %s\n", e.Rule, e.Severity, frame.Printable(e.File), frame.Printable(e.Message))
	}
	fmt.Fprintf(a.out, "%s: %s\n", frame.Printable(nearby(name)), a.say(plural(len(b.Findings), "known finding", "known findings"), plural(len(b.Findings), "bekende bevinding", "bekende bevindingen")))
	return nil
}

func (a *app) pruneBaseline(ctx context.Context, dir, file string) error {
	name := baselineAt(dir, file)
	b, err := readBaseline(name)
	if err != nil {
		return err
	}
	if !covers(dir, name) {
		top := filepath.Dir(name)
		return misuse(phrase.Textf("privet baseline prune %s", "privet baseline prune %s", top), phrase.Textf("%s is about more than %s", "%s gaat over meer dan %s", name, dir))
	}
	result, _, err := a.analyse(ctx, dir)
	if err != nil {
		return err
	}
	pruned, gone := b.Prune(result.Findings)
	if len(gone) > 0 {
		if err := saveBaseline(name, pruned); err != nil {
			return err
		}
	}
	for _, e := range gone {
		fmt.Fprintf(a.out, "%s %s %s: %s\n", a.say("gone:", "verdwenen:"), e.Rule, frame.Printable(e.File), frame.Printable(e.Message))
	}
	fmt.Fprintf(a.out, "%s: %s\n", frame.Printable(nearby(name)), a.say(plural(len(pruned.Findings), "known finding", "known findings"), plural(len(pruned.Findings), "bekende bevinding", "bekende bevindingen")))
	return nil
}

// leaveOutKnown takes the findings out that the baseline holds, and with
// --new-from those that the change does not touch. shrinks says that the
// baseline holds findings that are gone.
func (a *app) leaveOutKnown(ctx context.Context, dir string, r *report.Result) (shrinks bool, err error) {
	name := a.known.baseline
	if name == "" {
		name = findUp(dir, baselineFile)
	}
	if name != "" && name != "none" {
		b, err := readBaseline(name)
		if err != nil {
			return false, err
		}
		kept, out, gone := b.Apply(r.Findings)
		r.Findings, r.Suppressed = kept, append(r.Suppressed, out...)
		if shrinks = len(gone) > 0 && covers(dir, name); shrinks {
			r.Inventory.Scope.Notes = append(r.Inventory.Scope.Notes, goneNote(shown(dir, name), len(gone)))
		}
	}
	if a.known.newFrom == "" {
		return shrinks, nil
	}
	changed, err := changedSince(ctx, dir, a.known.newFrom)
	if err != nil {
		return false, err
	}
	var old []finding.Suppressed
	r.Findings, old = changed.onlyNew(r.Findings)
	r.Suppressed = append(r.Suppressed, old...)
	return shrinks, nil
}

// covers reports whether a scan of dir sees all that a baseline is about: one that
// stands above dir was written for more, and what it knows of the rest is not
// gone.
func covers(dir, name string) bool { return !strings.HasPrefix(shown(dir, name), "../") }

// changedSince returns what the work tree changed since a revision.
func changedSince(ctx context.Context, dir, rev string) (touched, error) {
	repo, err := openRepository(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer repo.close()
	commit, err := repo.base(ctx, rev)
	if err != nil {
		return nil, err
	}
	return repo.changes(ctx, commit)
}

func goneNote(file string, n int) schema.Note {
	return schema.Note{
		Origin:  schema.Origin{Span: schema.Span{Position: schema.Position{File: file}}},
		Message: plural(n, "known finding is gone", "known findings are gone"),
		Hint:    "privet baseline prune removes them from the baseline",
	}
}
