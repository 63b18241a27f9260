package main

import (
	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
)

func (a *app) completionCommand() *cobra.Command {
	shells := map[string]func(*cobra.Command) error{
		"bash":       func(root *cobra.Command) error { return root.GenBashCompletionV2(a.out, true) },
		"zsh":        func(root *cobra.Command) error { return root.GenZshCompletion(a.out) },
		"fish":       func(root *cobra.Command) error { return root.GenFishCompletion(a.out, true) },
		"powershell": func(root *cobra.Command) error { return root.GenPowerShellCompletionWithDesc(a.out) },
	}
	names := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: a.say("Write a script that completes commands, flags and rules in a shell", "Schrijf een script dat opdrachten, opties en regels aanvult in een shell"),
		Example: `  privet completion bash > /etc/bash_completion.d/privet
  privet completion zsh > "${fpath[1]}/_privet"
  privet completion fish > ~/.config/fish/completions/privet.fish
  privet completion powershell >> $PROFILE`,
		Args:      a.between(1, 1),
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			write, ok := shells[args[0]]
			if !ok {
				return misuse(didYouMean(args[0], names), phrase.Textf("unknown shell %q", "onbekende shell %q", args[0]))
			}
			return write(c.Root())
		},
	}
}
