package main

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/register"
)

// registerFormats are the formats of the draft register.
var registerFormats = map[string]func(*register.Register, io.Writer, phrase.Lang) error{
	"markdown": func(r *register.Register, w io.Writer, _ phrase.Lang) error { return r.Markdown(w) },
	"csv":      func(r *register.Register, w io.Writer, _ phrase.Lang) error { return r.CSV(w) },
	"html":     func(r *register.Register, w io.Writer, l phrase.Lang) error { return r.HTML(w, l.String()) },
	"xlsx":     func(r *register.Register, w io.Writer, _ phrase.Lang) error { return r.XLSX(w) },
}

func (a *app) registerCommand() *cobra.Command {
	var processor, decide bool
	c := &cobra.Command{
		Use:     "register [PATH]",
		Short:   a.say("Draft the register of processing activities (GDPR art. 30)", "Stel een concept-verwerkingsregister op (AVG art. 30)"),
		Example: "  privet register ./shop --lang nl --format xlsx=register.xlsx\n  privet register ./shop --processor\n  privet register ./shop --decide",
		Args:    a.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			known := map[string]report.Writer{}
			for name := range maps.Keys(registerFormats) {
				known[name] = nil
			}
			outputs, err := a.outputs("markdown", known)
			if err != nil {
				return err
			}
			lang, err := a.language()
			if err != nil {
				return err
			}
			result, pol, err := a.analyse(cmd.Context(), a.subject(args))
			if err != nil {
				return err
			}
			if decide {
				return a.decide(result.Inventory, pol)
			}
			draft := register.New
			if processor {
				draft = register.NewProcessor
			}
			for _, o := range outputs {
				if err := a.writeRegister(draft(result.Inventory, pol, lang), o, lang); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&processor, "processor", false, a.say("draft the agency's own register as a processor (art. 30(2))", "stel het eigen register van het bureau als verwerker op (art. 30 lid 2)"))
	c.Flags().BoolVar(&decide, "decide", false, a.say("answer whether each file had to be notified then, and what holds today", "beantwoord of elk bestand vroeger moest worden aangemeld, en wat er nu geldt"))
	offerFormats(c, slices.Collect(maps.Keys(registerFormats)))
	return c
}

func (a *app) writeRegister(r *register.Register, o output, lang phrase.Lang) error {
	write := registerFormats[o.format]
	if o.file == "" {
		if watched, _ := a.terminal(); watched && o.format == "xlsx" {
			return misuse(phrase.Text{EN: "--format xlsx=register.xlsx", NL: "--format xlsx=register.xlsx"}, phrase.Text{EN: "a workbook needs a file", NL: "een werkblad heeft een bestand nodig"})
		}
		return write(r, a.out, lang)
	}
	return a.writeTo(o, func(w io.Writer) error { return write(r, w, lang) })
}
