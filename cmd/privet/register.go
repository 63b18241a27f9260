package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

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
	var processor bool
	c := &cobra.Command{
		Use:     "register [PATH]",
		Short:   "Draft the register of processing activities (GDPR art. 30)",
		Example: "  privet register ./shop --lang nl --format xlsx=register.xlsx\n  privet register ./shop --processor",
		Args:    cobra.MaximumNArgs(1),
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
			result, pol, err := a.analyse(cmd.Context(), path(args))
			if err != nil {
				return err
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
	c.Flags().BoolVar(&processor, "processor", false, "draft the agency's own register as a processor (art. 30(2))")
	return c
}

func (a *app) writeRegister(r *register.Register, o output, lang phrase.Lang) (err error) {
	write := registerFormats[o.format]
	if o.file == "" {
		if watched, _ := a.terminal(); watched && o.format == "xlsx" {
			return usage("--format xlsx=register.xlsx", "a workbook needs a file; text formats: %s", strings.Join(slices.Sorted(maps.Keys(registerFormats)), ", "))
		}
		return write(r, a.out, lang)
	}
	file, err := os.Create(o.file)
	if err != nil {
		return usage("", "write register: %w", err)
	}
	defer func() {
		if cerr := file.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("write %s: %w", o.file, cerr)
		}
	}()
	return write(r, file, lang)
}
