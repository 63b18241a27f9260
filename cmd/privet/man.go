package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man DIR",
		Short:   a.say("Write the manual pages to a folder", "Schrijf de man-pagina's in een map"),
		Example: "  privet man /usr/local/share/man/man1",
		Args:    a.between(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return cannotWrite("man", err)
			}
			c.Root().DisableAutoGenTag = true
			// A fixed date: the same build writes the same pages.
			date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			head := &doc.GenManHeader{Title: "PRIVET", Section: "1", Source: "privet " + tool().Version, Manual: "privet", Date: &date}
			if err := doc.GenManTree(c.Root(), head, args[0]); err != nil {
				return fmt.Errorf("write man pages: %w", err)
			}
			return nil
		},
	}
}
