package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	facts "github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
)

// vetFlags are the flags of privet vet.
type vetFlags struct {
	schema string
	print  bool
}

func (a *app) vetCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "vet [PACKAGES]",
		Short: a.say("Check Go packages through go vet: only what changed is analysed again", "Controleer Go-pakketten via go vet: alleen wat veranderde wordt opnieuw onderzocht"),
		Long: a.say(`Checks Go packages, ./... by default, with the rules whose evidence is in Go
code. It reads the schemas below --schema once and lets go vet run privet on each
package, so that a second run costs what go vet costs. It uses your Go set-up as
go vet does: for code you do not trust, use privet scan.`,
			`Controleert Go-pakketten, standaard ./..., met de regels waarvan het bewijs in
Go-code staat. De schema's onder --schema worden een keer gelezen; daarna laat het
go vet privet op elk pakket draaien, zodat een tweede keer niet meer kost dan go
vet. Het gebruikt uw Go-installatie zoals go vet dat doet: gebruik voor code die u
niet vertrouwt privet scan.`),
		Example: "  privet vet\n  privet vet --schema ../db ./internal/...",
		RunE:    a.vetPackages,
	}
	c.Flags().StringVar(&a.vet.schema, "schema", ".", a.say("folder or file with the schema", "map of bestand met het schema"))
	c.Flags().BoolVar(&a.vet.print, "print-schema", false, a.say("print the file the schema was written to, for golangci-lint, and do no more", "toon het bestand waarin het schema is geschreven, voor golangci-lint, en doe verder niets"))
	offerFormats(c, slices.Collect(maps.Keys(scanFormats)))
	return c
}

// vetPackages reads the schemas, runs go vet with itself as the tool and writes
// the report.
func (a *app) vetPackages(cmd *cobra.Command, patterns []string) error {
	outputs, err := a.outputs("text", scanFormats)
	if err != nil {
		return err
	}
	threshold, fails, err := a.threshold()
	if err != nil {
		return err
	}
	start := time.Now()
	file, err := a.handOver(cmd.Context())
	if err != nil {
		return err
	}
	if a.vet.print {
		_, err := fmt.Fprintln(a.out, file)
		return err
	}
	diags, err := a.goVet(cmd.Context(), file, patterns)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	inv := &inventory.Inventory{Usage: &facts.Facts{}, Scope: inventory.Scope{Root: "."}}
	inv.Scope.Packages = len(diags)
	found, err := findingsOf(dir, diags)
	if err != nil {
		return err
	}
	result := &report.Result{Tool: tool(), Inventory: inv, Rules: codeRules(), Findings: rules.Join(found), Elapsed: time.Since(start)}
	if err := a.write(".", result, outputs); err != nil {
		return err
	}
	for _, f := range result.Findings {
		if fails && f.Severity >= threshold && !f.Preview {
			return errFindings
		}
	}
	return nil
}

func codeRules() []*rules.Rule {
	var out []*rules.Rule
	for _, r := range rules.All() {
		if r.Code {
			out = append(out, r)
		}
	}
	return out
}

// handOver reads the schemas and writes what the units need of them into the
// user's cache.
func (a *app) handOver(ctx context.Context) (string, error) {
	if _, err := os.Stat(a.vet.schema); err != nil {
		return "", noPath(a.vet.schema)
	}
	dialect, err := a.dialectAsked()
	if err != nil {
		return "", err
	}
	pol, err := a.policy(a.vet.schema)
	if err != nil {
		return "", err
	}
	known, err := analyzer.ReadKnowledge(ctx, analyzer.Options{Root: a.vet.schema, Dialect: dialect}, pol)
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return known.Write(filepath.Join(cache, "privet"))
}

// goVet runs go vet and returns the JSON it prints. Errors of the go command,
// for code that does not build, are its own to word.
func (a *app) goVet(ctx context.Context, schema string, patterns []string) ([]vetPackage, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find privet itself: %w", err)
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	args := append([]string{"vet", "-json", "-vettool=" + self, "-privet.schema=" + schema, "-privet.findings"}, patterns...)
	cmd := exec.CommandContext(ctx, "go", args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	runErr := cmd.Run()
	diags, rest := readVet(append(out.Bytes(), errOut.Bytes()...))
	var exit *exec.ExitError
	switch {
	case errors.As(runErr, &exit):
		return nil, &exitError{code: exitInternal, err: fmt.Errorf("go vet: %s", frame.Printable(string(rest))),
			help: phrase.Text{EN: "go build ./... says what does not build; privet scan reads code that does not", NL: "go build ./... zegt wat niet bouwt; privet scan leest ook code die niet bouwt"}}
	case runErr != nil:
		return nil, fmt.Errorf("go vet: %w", runErr)
	}
	return diags, nil
}

// findingsOf returns the findings that the units handed over, with file names
// relative to dir.
func findingsOf(dir string, pkgs []vetPackage) ([]finding.Finding, error) {
	var out []finding.Finding
	for _, p := range pkgs {
		for _, d := range p.diagnostics {
			f, err := analyzer.ParseFinding(dir, d.Category, d.Message)
			if err != nil {
				return nil, fmt.Errorf("package %s: %w", p.path, err)
			}
			out = append(out, f)
		}
	}
	return out, nil
}
