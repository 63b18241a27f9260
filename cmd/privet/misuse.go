package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// What cobra, pflag and the operating system say is English and speaks of their
// own insides ("strconv.ParseInt: parsing"). Here it becomes what a person did,
// in the person's language.

// flagError says what is wrong with a flag, and which was probably meant.
func (a *app) flagError(c *cobra.Command, err error) error {
	help := phrase.Textf("%s --help lists the flags", "%s --help noemt de opties", c.CommandPath())
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		dashes := "-"
		if unknown.GetSpecifiedShortnames() == "" {
			dashes = "--"
			if near := phrase.Nearest(unknown.GetSpecifiedName(), flagNames(c)); near != "" {
				help = meant("--" + near)
			}
		}
		return misuse(help, phrase.Textf("%s has no flag %s", "%s heeft geen optie %s", c.CommandPath(), dashes+unknown.GetSpecifiedName()))
	case errors.As(err, &empty):
		return misuse(help, phrase.Textf("--%s needs a value", "--%s heeft een waarde nodig", empty.GetFlag().Name))
	case errors.As(err, &invalid):
		wanted := kinds[invalid.GetFlag().Value.Type()]
		return misuse(help, phrase.Text{
			EN: fmt.Sprintf("--%s takes %s, not %q", invalid.GetFlag().Name, wanted.EN, invalid.GetValue()),
			NL: fmt.Sprintf("--%s wil %s, niet %q", invalid.GetFlag().Name, wanted.NL, invalid.GetValue()),
		})
	}
	return &exitError{code: exitUsage, err: err, help: help}
}

// kinds are the values a flag takes, by pflag's name of their type.
var kinds = map[string]phrase.Text{
	"int":      {EN: "a whole number", NL: "een geheel getal"},
	"bool":     {EN: "true or false", NL: "true of false"},
	"duration": {EN: "a length of time such as 30s or 2m", NL: "een tijdsduur zoals 30s of 2m"},
}

func flagNames(c *cobra.Command) []string {
	var names []string
	for _, set := range []*pflag.FlagSet{c.Flags(), c.InheritedFlags()} {
		set.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	}
	return names
}

// noSuchCommand says that a command has no such subcommand.
func noSuchCommand(c *cobra.Command, name string) error {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	return misuse(didYouMean(name, names), phrase.Textf("%s has no command %q", "%s heeft geen opdracht %q", c.CommandPath(), name))
}

// family makes a command that only holds others: alone it prints its help.
func family(c *cobra.Command) *cobra.Command {
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return noSuchCommand(c, args[0])
		}
		return nil
	}
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	return c
}

// helpCommand is cobra's, with an error for a command that is not there.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: a.say("Help about a command", "Uitleg over een opdracht"),
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			at, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var offers []cobra.Completion
			for _, sub := range at.Commands() {
				if sub.IsAvailableCommand() {
					offers = append(offers, cobra.CompletionWithDesc(sub.Name(), sub.Short))
				}
			}
			return offers, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			at, rest, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return noSuchCommand(at, rest[0])
			}
			at.InitDefaultHelpFlag()
			return at.Help()
		},
	}
}

// settled checks what every command shares before it runs: a flag that a command
// would pass over in silence is a mistake of the person who gave it.
func (a *app) settled(c *cobra.Command, _ []string) error {
	if _, err := a.language(); err != nil {
		return err
	}
	if _, err := a.colored(); err != nil {
		return err
	}
	if len(a.formats) > 0 && c.Annotations[formatsKey] == "" {
		return misuse(phrase.Textf("%s --help lists the flags", "%s --help noemt de opties", c.CommandPath()),
			phrase.Textf("%s writes in one format only: it takes no --format", "%s schrijft in één formaat: --format hoort er niet bij", c.CommandPath()))
	}
	return nil
}

// refused says why the operating system did not open, read or write a file.
func refused(err error) phrase.Text {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return phrase.Text{EN: err.Error(), NL: err.Error()}
	}
	why := phrase.Text{EN: path.Err.Error(), NL: path.Err.Error()}
	switch {
	case errors.Is(err, fs.ErrNotExist) && path.Op == "open":
		why = phrase.Text{EN: "no such file or folder", NL: "zo'n bestand of map is er niet"}
	case errors.Is(err, fs.ErrPermission):
		why = phrase.Text{EN: "you have no permission", NL: "je hebt er geen rechten voor"}
	case errors.Is(err, syscall.EISDIR):
		why = phrase.Text{EN: "it is a folder", NL: "het is een map"}
	case errors.Is(err, syscall.ENOTDIR):
		why = phrase.Text{EN: "a part of the path is no folder", NL: "een deel van het pad is geen map"}
	case errors.Is(err, syscall.ENOSPC):
		why = phrase.Text{EN: "the disk is full", NL: "de schijf is vol"}
	}
	return phrase.Text{EN: path.Path + ": " + why.EN, NL: path.Path + ": " + why.NL}
}

// about is refused with what the file is.
func about(en, nl string, err error) phrase.Text {
	why := refused(err)
	return phrase.Text{EN: en + ": " + why.EN, NL: nl + ": " + why.NL}
}

// translated puts a use line into Dutch.
var translated = strings.NewReplacer("PATH", "PAD", "RULE", "REGEL", "DIR", "MAP", "COMMAND", "OPDRACHT")
