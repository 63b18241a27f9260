package main

import (
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/report"
)

var accessFormats = map[string]report.Writer{
	"text":     report.AccessText,
	"json":     report.AccessJSON,
	"csv":      report.AccessCSV,
	"markdown": report.AccessMarkdown,
}

func (a *app) accessCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "access [PATH]",
		Short: a.say("Show which role reaches which personal data, and what gives it that right", "Toon welke rol bij welke persoonsgegevens kan, en waaraan die dat recht ontleent"),
		Long: a.say(`The rights are the effective ones: grants, memberships, ownership, default
privileges, PUBLIC, views and functions that run with their owner's rights, less
what row policies hold back. MySQL accounts are roles too.`,
			`Getoond worden de rechten zoals ze uitpakken: GRANTs, lidmaatschappen, eigendom,
standaardrechten, PUBLIC, views en functies met de rechten van hun eigenaar, min
wat rijbeleid tegenhoudt. MySQL-accounts zijn ook rollen.`),
		Example: "  privet access ./shop\n  privet access --db postgres://auditor@db.internal/shop --format csv=access.csv",
		Args:    a.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			outputs, err := a.outputs("text", accessFormats)
			if err != nil {
				return err
			}
			result, _, err := a.analyse(cmd.Context(), a.subject(args))
			if err != nil {
				return err
			}
			return a.write(a.subject(args), result, outputs)
		},
	}
	a.serverFlags(c)
	offerFormats(c, slices.Collect(maps.Keys(accessFormats)))
	return c
}
