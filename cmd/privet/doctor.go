package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/schema"
)

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor [PATH]",
		Short: a.say("Say what is found, what is analysed and what is missing, with a block for a bug report", "Zeg wat er is gevonden, wat wordt onderzocht en wat ontbreekt, met een blok voor een foutmelding"),
		Args:  a.atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.doctor(c.Context(), path(args))
		},
	}
}

// doctor prints its examination; what it finds wrong is printed and is no error.
func (a *app) doctor(ctx context.Context, dir string) error {
	p := a.progress()
	inv, err := a.examine(ctx, dir, "", p.stage)
	p.stop()
	if inv == nil && err != nil {
		return err
	}
	for _, line := range a.versionLines() {
		fmt.Fprintln(a.out, line)
	}
	a.title("Found", "Gevonden")
	a.surroundings(ctx, dir)
	a.title("Analysed", "Onderzocht")
	a.analysed(inv)
	a.title("Missing", "Ontbreekt")
	if !a.missing(dir, inv) {
		fmt.Fprintln(a.out, "  "+a.say("nothing", "niets"))
	}
	fmt.Fprintln(a.out)
	if err := report.Skipped(a.out, inv, report.Options{Lang: a.spoken}); err != nil {
		return err
	}
	a.bugReport(inv, err)
	return nil
}

// examine scans without rules. The inventory is nil when the folder could not be
// scanned at all.
func (a *app) examine(ctx context.Context, dir, top string, stage func(string)) (*inventory.Inventory, error) {
	dialect, err := a.dialectAsked()
	if err != nil {
		return nil, err
	}
	opts := analyzer.Options{Root: dir, Dialect: dialect, Progress: stage}
	pol, err := a.policyBelow(dir, top)
	if err != nil {
		return nil, err
	}
	if pol != nil {
		opts.Classifier = pol.ClassifierOptions()
	}
	inv, err := analyzer.Scan(ctx, opts)
	if err != nil && !errors.Is(err, analyzer.ErrNothing) {
		return nil, noPathOr(dir, err)
	}
	return inv, err
}

func (a *app) title(en, nl string) { fmt.Fprintf(a.out, "\n%s\n", a.say(en, nl)) }

func (a *app) fact(en, nl, value string) {
	fmt.Fprintf(a.out, "  %-18s %s\n", a.say(en, nl), frame.Printable(value))
}

// surroundings are what stands around the scanned folder.
func (a *app) surroundings(ctx context.Context, dir string) {
	none := a.say("none", "geen")
	a.fact("folder", "map", dir)
	if rev := revision(ctx, dir); rev != "" {
		a.fact("git revision", "git-revisie", rev)
	} else {
		a.fact("git revision", "git-revisie", none)
	}
	pol, err := a.policy(dir)
	switch {
	case err != nil:
		a.fact("policy file", "beleidsbestand", policyProblem(err).In(a.spoken))
	case pol == nil:
		a.fact("policy file", "beleidsbestand", none)
	default:
		a.fact("policy file", "beleidsbestand", pol.File)
	}
	if name := findUp(dir, baselineFile); name != "" {
		a.fact("baseline", "nulmeting", shown(dir, name))
	} else {
		a.fact("baseline", "nulmeting", none)
	}
	for _, program := range []string{"go", "git"} {
		path, err := exec.LookPath(program)
		if err != nil {
			path = none
		}
		a.fact(program, program, path)
	}
	browser := findBrowser()
	if browser == "" {
		browser = none
	}
	a.fact("Chromium", "Chromium", browser)
}

// layouts are the ways a schema is stated that are no name of a tool.
var layouts = map[string]phrase.Text{
	"schema file":       {EN: "schema file", NL: "schemabestand"},
	"dump":              {EN: "dump", NL: "dump"},
	"rows":              {EN: "rows", NL: "rijen"},
	schema.ServerLayout: {EN: "server", NL: "server"},
}

// analysed is what a scan reads.
func (a *app) analysed(inv *inventory.Inventory) {
	for _, db := range inv.Databases {
		layout := db.Layout
		if t, ok := layouts[layout]; ok {
			layout = t.In(a.spoken)
		}
		a.fact("schema", "schema", fmt.Sprintf("%s: %s, %s, %s", db.Name, db.Dialect, layout, plural(len(db.Tables), a.say("table", "tabel"), a.say("tables", "tabellen"))))
	}
	for _, m := range inv.Scope.Modules {
		text := fmt.Sprintf("%s (%s): %s", m.Dir, m.Path, plural(m.Packages, "package", "packages"))
		if m.Degraded > 0 {
			text += fmt.Sprintf(a.say(", %d without full types", ", %d zonder volledige types"), m.Degraded)
		}
		a.fact("Go module", "Go-module", text)
	}
	if len(inv.Databases)+len(inv.Scope.Modules) == 0 {
		fmt.Fprintln(a.out, "  "+a.say("nothing: no schema and no Go code", "niets: geen schema en geen Go-code"))
	}
}

// missing says what would make an analysis more complete, and whether anything
// would.
func (a *app) missing(dir string, inv *inventory.Inventory) (any bool) {
	say := func(missing bool, en, nl string) {
		if missing {
			any = true
			fmt.Fprintln(a.out, "  "+a.say(en, nl))
		}
	}
	degraded, tables, roles := 0, 0, 0
	for _, m := range inv.Scope.Modules {
		degraded += m.Degraded
	}
	for _, db := range inv.Databases {
		tables += len(db.Tables)
		roles += len(db.Roles)
	}
	_, noGo := exec.LookPath("go")
	say(noGo != nil && len(inv.Scope.Modules) > 0, "the go command: without it Go code is read without types", "de opdracht go: zonder go wordt Go-code zonder types gelezen")
	say(degraded > 0, "dependencies of Go packages: go mod download (or go mod vendor) makes their types known", "afhankelijkheden van Go-packages: go mod download (of go mod vendor) maakt hun types bekend")
	say(tables == 0, "a schema: migrations or a pg_dump --schema-only beside the code", "een schema: migraties of een pg_dump --schema-only naast de code")
	say(tables > 0 && roles == 0, "roles and grants: pg_dumpall --roles-only, or SHOW GRANTS, tells who can reach the data", "rollen en rechten: pg_dumpall --roles-only, of SHOW GRANTS, zegt wie bij de gegevens kan")
	say(findUp(dir, policyFile) == "" && a.config == "", "privet.yaml: says what the data is for, so that more can be judged", "privet.yaml: zegt waarvoor de gegevens dienen, zodat meer te beoordelen is")
	say(findBrowser() == "", "Chromium: privet audit --format pdf= needs it", "Chromium: privet audit --format pdf= heeft het nodig")
	return any
}

// bugReport prints what helps to reproduce a fault: versions and numbers. Names
// of files, tables and people stay out.
func (a *app) bugReport(inv *inventory.Inventory, err error) {
	fmt.Fprintf(a.out, "%s\n\n```\n", a.say("For a bug report (versions and numbers only, no names):", "Voor een foutmelding (alleen versies en aantallen, geen namen):"))
	for _, line := range (&app{}).versionLines() {
		fmt.Fprintln(a.out, line)
	}
	s := inv.Scope
	var dialects []string
	for _, db := range inv.Databases {
		dialects = append(dialects, fmt.Sprintf("%s/%s:%d", db.Dialect, db.Layout, len(db.Tables)))
	}
	degraded := 0
	for _, m := range s.Modules {
		degraded += m.Degraded
	}
	fmt.Fprintf(a.out, "schema files: %d, statements: %d (%d tolerant), not understood: %d\n", s.Files, s.Statements, s.Degraded, len(s.Unparsed))
	fmt.Fprintf(a.out, "databases (dialect/layout:tables): %s\n", strings.Join(dialects, " "))
	fmt.Fprintf(a.out, "go modules: %d, packages: %d (%d degraded), files: %d\n", len(s.Modules), s.Packages, degraded, s.GoFiles)
	fmt.Fprintf(a.out, "skipped: %d, choices: %d, personal fields: %d, cpus: %d\n", len(s.Skipped), len(s.Notes), len(inv.Items), runtime.NumCPU())
	if err != nil {
		fmt.Fprintf(a.out, "scan: %v\n", err)
	}
	fmt.Fprintln(a.out, "```")
}
