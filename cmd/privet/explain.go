package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain RULE",
		Short:   a.say("Say what a rule finds, why it matters and how to fix it", "Zeg wat een regel vindt, waarom dat telt en hoe je het oplost"),
		Example: "  privet explain CRED-001\n  privet explain MIN-003 --lang nl",
		Args:    a.between(1, 1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var offers []cobra.Completion
			for _, r := range rules.All() {
				offers = append(offers, cobra.CompletionWithDesc(r.ID, r.Title.In(a.spoken)))
			}
			return offers, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := a.language()
			if err != nil {
				return err
			}
			page, ok := rules.Explain(args[0], lang)
			if !ok {
				return misuse(nearestRule(args[0]), phrase.Textf("there is no rule %q", "er is geen regel %q", args[0]))
			}
			_, err = io.WriteString(a.out, page)
			return err
		},
	}
}

// nearestRule proposes a rule by its id or its name.
func nearestRule(asked string) phrase.Text {
	var ids, names []string
	for _, r := range rules.All() {
		ids, names = append(ids, r.ID), append(names, r.Name)
		if strings.EqualFold(r.Name, asked) {
			return meant(r.ID)
		}
	}
	if near := phrase.Nearest(asked, ids); near != "" {
		return meant(near)
	}
	if near := phrase.Nearest(asked, names); near != "" {
		return meant(ids[slices.Index(names, near)])
	}
	return phrase.Text{EN: "privet rules lists them", NL: "privet rules noemt ze"}
}

func (a *app) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: a.say("List the rules", "Noem de regels"),
		Args:  a.atMost(0),
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
