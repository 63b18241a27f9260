package main

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestEveryCommandIsKnownByName: "did you mean" proposes from commandNames.
func TestEveryCommandIsKnownByName(t *testing.T) {
	a := &app{}
	for _, c := range a.root().Commands() {
		if !slices.Contains(commandNames, c.Name()) {
			t.Errorf("commandNames lacks %s", c.Name())
		}
	}
}

// TestEverythingIsSaidInDutch: every command and flag has its own Dutch words.
func TestEverythingIsSaidInDutch(t *testing.T) {
	english, dutch := (&app{}).root(), (&app{spoken: spokenLanguage([]string{"--lang", "nl"})}).root()
	var compare func(en, nl *cobra.Command)
	compare = func(en, nl *cobra.Command) {
		if en.Short == nl.Short {
			t.Errorf("%s: %q is English in Dutch", en.CommandPath(), en.Short)
		}
		en.Flags().VisitAll(func(f *pflag.Flag) {
			if nl.Flags().Lookup(f.Name).Usage == f.Usage {
				t.Errorf("%s --%s: %q is English in Dutch", en.CommandPath(), f.Name, f.Usage)
			}
		})
		for i, sub := range en.Commands() {
			compare(sub, nl.Commands()[i])
		}
	}
	compare(english, dutch)
}

// TestCompletionOffersRulesFormatsAndValues asks as a shell does.
func TestCompletionOffersRulesFormatsAndValues(t *testing.T) {
	for line, want := range map[string]string{
		"explain CRE":          "CRED-001\t",
		"scan --format s":      "sarif\n",
		"inventory --format c": "csv\n",
		"audit --format p":     "pdf\n",
		"--fail-on w":          "warning\n",
		"--lang n":             "nl\tNederlands\n",
		"completion f":         "fish\n",
		"bas":                  "baseline\t",
	} {
		var out bytes.Buffer
		if code := run(context.Background(), append([]string{"__complete"}, strings.Split(line, " ")...), nil, &out, &bytes.Buffer{}); code != 0 {
			t.Fatalf("privet %s<TAB> exits with %d", line, code)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("privet %s<TAB> offers %q, not %q", line, out.String(), want)
		}
	}
}

func TestCompletionScriptsAreWrittenForFourShells(t *testing.T) {
	for shell, want := range map[string]string{"bash": "complete -o", "zsh": "#compdef privet", "fish": "complete -c privet", "powershell": "Register-ArgumentCompleter"} {
		var out bytes.Buffer
		if code := run(context.Background(), []string{"completion", shell}, nil, &out, &bytes.Buffer{}); code != 0 || !strings.Contains(out.String(), want) {
			t.Errorf("completion %s: code %d, %d bytes", shell, code, out.Len())
		}
	}
}
