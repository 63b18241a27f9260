package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules/proposal"
)

func (a *app) initCommand() *cobra.Command {
	var printOnly bool
	c := &cobra.Command{
		Use:   "init [PATH]",
		Short: a.say("Propose a privet.yaml from what is there", "Stel een privet.yaml voor uit wat er is"),
		Long: a.say(`Writes a first privet.yaml: purposes from the names of tables, the access matrix
from the grants, processors from the libraries that the code imports. Every guess
is marked. An existing file is never overwritten. Questions are asked on a
terminal only.`, `Schrijft een eerste privet.yaml: doelen uit de namen van tabellen, het
toegangsbeleid uit de rechten, verwerkers uit de bibliotheken die de code
gebruikt. Elk voorstel is gemerkt. Een bestaand bestand wordt nooit overschreven.
Vragen worden alleen op een terminal gesteld.`),
		Example: "  privet init\n  privet init ./shop --lang nl\n  privet init --print",
		Args:    a.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.propose(cmd.Context(), path(args), printOnly)
		},
	}
	c.Flags().BoolVar(&printOnly, "print", false, a.say("print the proposal instead of writing it", "toon het voorstel in plaats van het te schrijven"))
	return c
}

// propose scans a folder and writes the proposed policy file into it.
func (a *app) propose(ctx context.Context, dir string, printOnly bool) error {
	lang, err := a.language()
	if err != nil {
		return err
	}
	name := filepath.Join(dir, policyFile)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		name = filepath.Join(filepath.Dir(dir), policyFile)
	}
	if _, err := os.Lstat(name); !printOnly && !errors.Is(err, fs.ErrNotExist) {
		return misuse(phrase.Text{EN: "privet init --print shows what it would propose", NL: "privet init --print toont wat het zou voorstellen"},
			phrase.Textf("%s exists and is not overwritten", "%s bestaat al en wordt niet overschreven", name))
	}
	result, _, err := a.analyse(ctx, dir)
	if err != nil {
		return err
	}
	text := proposal.Write(result.Inventory, a.ask(printOnly), lang)
	if printOnly {
		_, err := a.out.Write(text)
		return err
	}
	// O_EXCL: whatever came to be there meanwhile is not overwritten either.
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return cannotWrite(policyFile, err)
	}
	if _, err := file.Write(text); err != nil {
		file.Close()
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = fmt.Fprintf(a.out, a.say("%s is written: %d lines are guesses, look at each\n", "%s is geschreven: %d regels zijn voorstellen, bekijk ze allemaal\n"),
		frame.Printable(name), strings.Count(string(text), a.say("  # guess", "  # voorstel")))
	return err
}

// ask asks the owner what nobody can see, when a person is there to answer.
func (a *app) ask(quiet bool) (said proposal.Answers) {
	in, ok := a.in.(*os.File)
	watched, _ := terminal(a.err)
	if quiet || !ok || !term.IsTerminal(int(in.Fd())) || !watched {
		return said
	}
	answers := bufio.NewScanner(in)
	for _, q := range []struct {
		en, nl string
		into   *string
	}{
		{"Name of the shop's owner (empty: later)", "Naam van de eigenaar van de winkel (leeg: later)", &said.Name},
		{"Address for questions about personal data", "Adres voor vragen over persoonsgegevens", &said.Contact},
		{"Who decides when personal data leaks, also at weekends", "Wie beslist bij een datalek, ook in het weekend", &said.Breach},
	} {
		fmt.Fprintf(a.err, "%s: ", a.say(q.en, q.nl))
		if !answers.Scan() {
			break
		}
		*q.into = strings.TrimSpace(answers.Text())
	}
	return said
}
