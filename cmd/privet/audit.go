package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/audit"
	"github.com/privet-dev/privet/rules/policy"
)

func (a *app) auditCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "audit [PATH]",
		Short:   a.say("Write the report for a shop owner as one HTML file, or as PDF with an installed Chromium", "Schrijf het rapport voor de winkelier als één HTML-bestand, of als PDF met een geïnstalleerde Chromium"),
		Example: "  privet audit ./shop --lang nl --format html=rapport.html\n  privet audit ./shop --lang nl --format pdf=rapport.pdf",
		Args:    a.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			outputs, err := a.outputs("html", map[string]report.Writer{"html": nil, "pdf": nil})
			if err != nil {
				return err
			}
			result, pol, err := a.analyse(cmd.Context(), a.subject(args))
			if err != nil {
				return err
			}
			source, err := sourceOf(a.subject(args))
			if err != nil {
				return err
			}
			defer source.Close()
			r := audit.Report{
				Source:  source,
				Project: projectName(a.subject(args), pol), Revision: revision(cmd.Context(), a.subject(args)), Date: time.Now(), Version: result.Tool.Version,
				Inventory: result.Inventory, Findings: result.Findings, Suppressed: result.Suppressed, Rules: result.Rules, Policy: pol,
			}
			for _, o := range outputs {
				if err := a.writeAudit(cmd.Context(), r, o); err != nil {
					return err
				}
			}
			return nil
		},
	}
	offerFormats(c, []string{"html", "pdf"})
	return c
}

// writeAudit writes the report in one format.
func (a *app) writeAudit(ctx context.Context, r audit.Report, o output) (err error) {
	lang, err := a.language()
	if err != nil {
		return err
	}
	if o.format == "pdf" {
		if o.file == "" {
			return misuse(phrase.Text{EN: "--format pdf=report.pdf", NL: "--format pdf=rapport.pdf"}, phrase.Text{EN: "a PDF needs a file", NL: "een PDF heeft een bestand nodig"})
		}
		return printPDF(ctx, o.file, func(w io.Writer) error { return audit.Write(w, r, lang) })
	}
	return a.writeTo(o, func(w io.Writer) error { return audit.Write(w, r, lang) })
}

// projectName is what the report is called by: the controller's name, else the
// folder's.
func projectName(dir string, pol *policy.Policy) string {
	name := ""
	if abs, err := filepath.Abs(dir); err == nil {
		name = filepath.Base(abs)
	}
	if pol != nil {
		return cmp.Or(pol.Controller.Name, name)
	}
	return name
}

// revision returns the abbreviated commit of the folder, or "" where git or a
// repository is missing. No hook and no configured program of the scanned
// repository is run: rev-parse starts none.
func revision(ctx context.Context, dir string) string {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	out, err := exec.CommandContext(ctx, "git", "-C", dir, "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// browsers are the programs that can print a page to PDF.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// findBrowser returns the path of an installed Chromium, or "".
func findBrowser() string {
	for _, name := range browsers {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// printPDF renders HTML with an installed Chromium.
func printPDF(ctx context.Context, file string, write func(io.Writer) error) error {
	browser := findBrowser()
	if browser == "" {
		return misuse(phrase.Text{EN: "install Chromium, or write --format html=report.html and print that file to PDF in your browser", NL: "installeer Chromium, of schrijf --format html=rapport.html en druk dat bestand in je browser af naar PDF"},
			phrase.Text{EN: "no Chromium found to make a PDF with", NL: "geen Chromium gevonden om een PDF mee te maken"})
	}
	dir, err := os.MkdirTemp("", "privet-pdf-")
	if err != nil {
		return fmt.Errorf("make PDF: %w", err)
	}
	defer os.RemoveAll(dir)
	page, err := os.Create(filepath.Join(dir, "report.html"))
	if err != nil {
		return fmt.Errorf("make PDF: %w", err)
	}
	if err := write(page); err != nil {
		page.Close()
		return err
	}
	if err := page.Close(); err != nil {
		return fmt.Errorf("make PDF: %w", err)
	}
	out, err := filepath.Abs(file)
	if err != nil {
		return fmt.Errorf("make PDF: %w", err)
	}
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
		"--no-pdf-header-footer", "--user-data-dir=" + dir, "--print-to-pdf=" + out}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // Chromium refuses to start as root with its sandbox
	}
	cmd := exec.CommandContext(ctx, browser, append(args, "file://"+page.Name())...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make PDF with %s: %w: %s", browser, err, strings.TrimSpace(string(said)))
	}
	return nil
}
