package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
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
	c := &cobra.Command{
		Use:   "rules",
		Short: a.say("List the rules", "Noem de regels"),
		Args:  a.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			outputs, err := a.outputs("text", map[string]report.Writer{"text": nil, "json": nil})
			if err != nil {
				return err
			}
			for _, o := range outputs {
				write := a.rulesText
				if o.format == "json" {
					write = a.rulesJSON
				}
				if err := a.writeTo(o, write); err != nil {
					return err
				}
			}
			return nil
		},
	}
	offerFormats(c, []string{"text", "json"})
	return c
}

func (a *app) rulesText(w io.Writer) error {
	for _, r := range rules.All() {
		state := ""
		if r.Preview {
			state = a.say(" (preview)", " (proef)")
		}
		if _, err := fmt.Fprintf(w, "%-9s %-8s %-32s %s%s\n", r.ID, r.Severity, r.Name, r.Title.In(a.spoken), state); err != nil {
			return err
		}
	}
	return nil
}

// rulesJSON is the list for programs: a dashboard, or a policy that picks rules.
func (a *app) rulesJSON(w io.Writer) error {
	type rule struct {
		ID       string   `json:"id"`
		Name     string   `json:"name"`
		Severity string   `json:"severity"`
		Preview  bool     `json:"preview"`
		Title    string   `json:"title"`
		Page     string   `json:"page"`
		Law      []string `json:"law"`
	}
	var list []rule
	for _, r := range rules.All() {
		line := rule{ID: r.ID, Name: r.Name, Severity: r.Severity.String(), Preview: r.Preview, Title: r.Title.In(a.spoken), Page: report.RulePage(r.ID), Law: []string{}}
		for _, ref := range r.Law {
			line.Law = append(line.Law, ref.Ref.In(a.spoken))
		}
		list = append(list, line)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
