package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// spokenLanguage looks for --lang before the command line is parsed: help texts
// and complaints about the command line itself are in that language too.
func spokenLanguage(args []string) phrase.Lang {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if arg == "--" {
			break
		}
		if ok {
			l, _ := phrase.ParseLang(value)
			return l
		}
	}
	return phrase.English
}

// say picks the text in the spoken language.
func (a *app) say(en, nl string) string { return phrase.Text{EN: en, NL: nl}.In(a.spoken) }

// language returns the language asked for.
func (a *app) language() (phrase.Lang, error) {
	l, ok := phrase.ParseLang(a.lang)
	if !ok {
		return 0, misuse(phrase.Text{EN: "the languages are en and nl", NL: "de talen zijn en en nl"}, phrase.Textf("unknown language %q", "onbekende taal %q", a.lang))
	}
	return l, nil
}

// dutchUsage is cobra's usage template in Dutch.
const dutchUsage = `Gebruik:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [opdracht]{{end}}{{if .HasExample}}

Voorbeelden:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Opdrachten:{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Opties:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Algemene opties:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

"{{.CommandPath}} [opdracht] --help" zegt meer over een opdracht.{{end}}
`

// localise puts what cobra itself says into the spoken language.
func (a *app) localise(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	var all func(c *cobra.Command)
	all = func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" {
				f.Usage = a.say("help for this command", "uitleg over deze opdracht")
			}
		})
		if a.spoken == phrase.Dutch {
			c.DisableFlagsInUseLine = true
			c.Use = translated.Replace(c.Use) + " [opties]"
		}
		for _, sub := range c.Commands() {
			all(sub)
		}
	}
	all(root)
	if a.spoken == phrase.Dutch {
		root.SetUsageTemplate(dutchUsage)
	}
}
