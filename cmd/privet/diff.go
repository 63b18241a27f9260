package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/change"
)

// diffFormats are the formats of a comparison.
var diffFormats = map[string]func(change.Report, io.Writer, change.Options) error{
	"text":     change.Report.Text,
	"markdown": change.Report.Markdown,
	"json":     change.Report.JSON,
}

func (a *app) diffCommand() *cobra.Command {
	var exitCode bool
	c := &cobra.Command{
		Use:   "diff REV[..REV] [PATH]",
		Short: a.say("Say what changed in personal data since a revision", "Zeg wat er sinds een revisie aan persoonsgegevens is veranderd"),
		Long: a.say(`Compares the personal data of two revisions: what was added, removed, widened or
narrowed, what newly leaves the shop and which roles may newly read it. REV stands
for the commit at which the present branch left it, so that what others did since
is not shown; the other side is the work tree. REV..REV compares two revisions as
they are.`,
			`Vergelijkt de persoonsgegevens van twee revisies: wat erbij kwam, verdween, ruimer
of beperkter werd, wat nu de winkel verlaat en welke rollen nu mogen meelezen. REV
staat voor de commit waarop de huidige tak aftakte, zodat wat anderen sindsdien
deden niet meetelt; de andere kant is de werkmap. REV..REV vergelijkt twee
revisies zoals ze zijn.`),
		Example: "  privet diff main\n  privet diff main ./shop --format markdown=comment.md\n  privet diff v1.2..v1.3 --format json",
		Args:    a.between(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			asks, err := a.diff(c.Context(), args[0], path(args[1:]))
			if err == nil && asks && exitCode {
				return errFindings
			}
			return err
		},
	}
	c.Flags().BoolVar(&exitCode, "exit-code", false, a.say("exit with 1 when more data is collected, or data reaches further", "exitcode 1 als er meer wordt verzameld, of gegevens verder komen"))
	names := []string{}
	for name := range diffFormats {
		names = append(names, name)
	}
	offerFormats(c, names)
	return c
}

// diff writes the comparison and reports whether it asks for a decision.
func (a *app) diff(ctx context.Context, revs, dir string) (asks bool, err error) {
	known := map[string]report.Writer{}
	for name := range diffFormats {
		known[name] = nil
	}
	outputs, err := a.outputs("text", known)
	if err != nil {
		return false, err
	}
	if _, err := a.language(); err != nil {
		return false, err
	}
	if _, err := os.Stat(dir); err != nil {
		return false, noPath(dir)
	}
	r, err := a.compare(ctx, revs, dir)
	if err != nil {
		return false, err
	}
	for _, o := range outputs {
		if err := a.writeDiff(r, o); err != nil {
			return false, err
		}
	}
	for _, c := range r.Changes {
		asks = asks || c.Kind.Asks()
	}
	return asks, nil
}

// compare reads both sides.
func (a *app) compare(ctx context.Context, revs, dir string) (r change.Report, err error) {
	repo, err := openRepository(ctx, dir)
	if err != nil {
		return r, err
	}
	defer repo.close()
	from, to, both := strings.Cut(revs, "..")
	commit, after := "", ""
	if both {
		if commit, err = repo.commit(ctx, from); err == nil {
			after, err = repo.commit(ctx, to)
		}
	} else {
		commit, err = repo.base(ctx, from)
	}
	if err != nil {
		return r, err
	}
	progress := a.progress()
	defer progress.stop()
	old, err := a.inventoryAt(ctx, repo, commit, progress.stage)
	if err != nil {
		return r, err
	}
	r.From = fmt.Sprintf("%s (%.7s)", from, commit)
	r.To = a.say("the work tree", "de werkmap")
	var now *inventory.Inventory
	if both {
		r.To = fmt.Sprintf("%s (%.7s)", to, after)
		now, err = a.inventoryAt(ctx, repo, after, progress.stage)
	} else {
		now, err = a.inventoryOf(ctx, dir, "", progress.stage)
	}
	if err != nil {
		return r, err
	}
	r.Changes = change.Compare(old, now)
	return r, nil
}

// inventoryAt is the inventory of the scanned folder at a commit. A folder that
// did not exist yet held nothing.
func (a *app) inventoryAt(ctx context.Context, repo *repository, commit string, stage func(string)) (*inventory.Inventory, error) {
	top, dir, err := repo.checkout(ctx, commit)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(dir); err != nil {
		return &inventory.Inventory{}, nil
	}
	return a.inventoryOf(ctx, dir, top, stage)
}

// inventoryOf scans a folder without rules, its policy looked for no higher than
// top. A folder in which nothing is to be analysed has an empty inventory.
func (a *app) inventoryOf(ctx context.Context, dir, top string, stage func(string)) (*inventory.Inventory, error) {
	inv, err := a.examine(ctx, dir, top, stage)
	if errors.Is(err, analyzer.ErrNothing) {
		return inv, nil
	}
	return inv, err
}

func (a *app) writeDiff(r change.Report, o output) (err error) {
	lang, err := a.language()
	if err != nil {
		return err
	}
	opts := change.Options{Lang: lang}
	if o.file == "" {
		if opts.Color, err = a.colored(); err != nil {
			return err
		}
		return diffFormats[o.format](r, a.out, opts)
	}
	return a.writeTo(o, func(w io.Writer) error { return diffFormats[o.format](r, w, opts) })
}
