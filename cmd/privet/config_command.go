package main

import (
	"fmt"
	"os"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules/policy"
)

func (a *app) configCommand() *cobra.Command {
	c := family(&cobra.Command{
		Use:     "config",
		Short:   a.say("Check privet.yaml, print what is in force, or its JSON schema", "Controleer privet.yaml, toon wat geldt, of het JSON-schema ervan"),
		Example: "  privet config check\n  privet config print ./shop\n  privet config schema > privet.schema.json",
	})
	c.AddCommand(
		&cobra.Command{Use: "check [PATH]", Short: a.say("Say what is wrong with the policy file", "Zeg wat er mis is met het beleidsbestand"), Args: a.atMost(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.checkConfig(path(args)) }},
		&cobra.Command{Use: "print [PATH]", Short: a.say("Print the policy as privet reads it", "Toon het beleid zoals privet het leest"), Args: a.atMost(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.printConfig(path(args)) }},
		&cobra.Command{Use: "schema", Short: a.say("Print the JSON schema of the policy file, for editors", "Toon het JSON-schema van het beleidsbestand, voor editors"), Args: a.atMost(0),
			RunE: func(*cobra.Command, []string) error {
				out, err := policy.JSONSchema()
				if err != nil {
					return err
				}
				_, err = a.out.Write(out)
				return err
			}},
	)
	return c
}

// configured reads the policy file that a scan of dir would use; that there is
// none is an error here.
func (a *app) configured(dir string) (*policy.Policy, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() && a.config == "" {
		a.config = dir // privet config check privet.yaml
	} else if err != nil {
		return nil, noPath(dir)
	}
	pol, err := a.policy(dir)
	if err == nil && pol == nil {
		err = misuse(phrase.Text{EN: "privet init proposes one", NL: "privet init stelt er een voor"}, phrase.Textf("no %s in %s or a folder above it", "geen %s in %s of een map erboven", policyFile, dir))
	}
	return pol, err
}

func (a *app) checkConfig(dir string) error {
	pol, err := a.configured(dir)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, a.say("%s is right: %d purposes, %d tables, %d roles, %d exceptions\n", "%s klopt: %d doelen, %d tabellen, %d rollen, %d uitzonderingen\n"),
		frame.Printable(pol.File), len(pol.Purposes), len(pol.Tables), len(pol.Access), len(pol.Exceptions))
	return err
}

func (a *app) printConfig(dir string) error {
	pol, err := a.configured(dir)
	if err != nil {
		return err
	}
	out, err := yaml.MarshalWithOptions(pol, yaml.OmitEmpty(), yaml.IndentSequence(true))
	if err != nil {
		return fmt.Errorf("print %s: %w", pol.File, err)
	}
	_, err = a.out.Write(out)
	return err
}
