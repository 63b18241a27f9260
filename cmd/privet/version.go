package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/rules/law"
)

// tool describes this build from what the Go toolchain recorded in it.
func tool() report.Tool {
	t := report.Tool{Name: "privet", Version: "devel"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return t
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		t.Version = strings.TrimPrefix(v, "v")
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			t.Revision = s.Value
		}
	}
	return t
}

// builtFrom is the day of the commit this build is of, "" where unknown. The
// lexicon and the rules are built in, so it is their date too.
func builtFrom() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				day, _, _ := strings.Cut(s.Value, "T")
				return day
			}
		}
	}
	return ""
}

// grammars are the readers of SQL, each with the version of what it reads. The
// versions of the PostgreSQL grammar are libpg_query's, by pg_query_go's major
// version.
func (a *app) grammars() []string {
	postgres := "PostgreSQL 16 (pg_query_go)"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == "github.com/pganalyze/pg_query_go/v5" {
				postgres = "PostgreSQL 16 (pg_query_go " + dep.Version + ")"
			}
		}
	}
	return []string{postgres, "MySQL 8, MariaDB 11, SQLite 3 (" + a.say("privet's own reader", "eigen lezer van privet") + ")"}
}

// versionLines say which build this is and which data it judges by.
func (a *app) versionLines() []string {
	t := tool()
	head := "privet " + t.Version
	if t.Revision != "" {
		head += fmt.Sprintf(" (%.12s, %s)", t.Revision, builtFrom())
	}
	languages, updated, stamp := personal.Stamp()
	oldest, newest := law.Checked()
	checked := fmt.Sprintf(a.say("from %s to %s", "van %s tot %s"), oldest, newest)
	if oldest == newest {
		checked = "in " + newest
	}
	return []string{
		head,
		fmt.Sprintf("%s: %s %s/%s", a.say("built with", "gebouwd met"), runtime.Version(), runtime.GOOS, runtime.GOARCH),
		a.say("grammars: ", "grammatica's: ") + strings.Join(a.grammars(), "; "),
		fmt.Sprintf("%s: %s (%s, %s)", a.say("lexicon", "woordenlijst"), strings.Join(languages, " "), updated, stamp),
		a.say("law: references checked ", "wet: verwijzingen nagekeken ") + checked,
	}
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.say("Print the versions of privet, its grammars, its lexicon and its law references", "Noem de versies van privet, de grammatica's, de woordenlijst en de wetsverwijzingen"),
		Args:  a.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			for _, line := range a.versionLines() {
				fmt.Fprintln(a.out, line)
			}
			return nil
		},
	}
}
