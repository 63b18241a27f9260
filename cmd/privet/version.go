package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/report"
)

// tool describes this build from what the Go toolchain recorded in it.
func tool() report.Tool {
	t := report.Tool{Name: "privet", Version: "devel"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return t
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		t.Version = v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			t.Revision = s.Value
		}
	}
	return t
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of privet and of the grammar it reads PostgreSQL with",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			t := tool()
			fmt.Fprintf(a.out, "privet %s", t.Version)
			if t.Revision != "" {
				fmt.Fprintf(a.out, " (%.12s)", t.Revision)
			}
			fmt.Fprintf(a.out, "\n%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, dep := range info.Deps {
					if dep.Path == "github.com/pganalyze/pg_query_go/v5" {
						fmt.Fprintf(a.out, "pg_query_go %s (grammar of PostgreSQL 16)\n", dep.Version)
					}
				}
			}
			return nil
		},
	}
}
