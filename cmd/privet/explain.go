package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/rules"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain RULE",
		Short:   "Say what a rule finds, why it matters and how to fix it",
		Example: "  privet explain CRED-001\n  privet explain MIN-003 --lang nl",
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := a.language()
			if err != nil {
				return err
			}
			page, ok := rules.Explain(args[0], lang)
			if !ok {
				return usage(didYouMean(args[0], ruleIDs()), "there is no rule %q", args[0])
			}
			_, err = io.WriteString(a.out, page)
			return err
		},
	}
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.All() {
		ids = append(ids, r.ID)
	}
	return ids
}

func (a *app) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lang, err := a.language()
			if err != nil {
				return err
			}
			for _, r := range rules.All() {
				state := ""
				if r.Preview {
					state = " (preview)"
				}
				fmt.Fprintf(a.out, "%-9s %-8s %-32s %s%s\n", r.ID, r.Severity, r.Name, r.Title.In(lang), state)
			}
			return nil
		},
	}
}
