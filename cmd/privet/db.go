package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live"
)

// serverAsked are the flags that name a running server.
type serverAsked struct {
	url     string
	sample  int
	timeout time.Duration
}

// serverFlags are the flags of every command that can ask a server.
func (a *app) serverFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&a.server.url, "db", "", a.say("also read the catalog of this server: postgres://user@host/db or mysql://user@host/db", "lees ook de catalogus van deze server: postgres://gebruiker@host/db of mysql://gebruiker@host/db"))
	a.samplingFlags(c)
}

func (a *app) samplingFlags(c *cobra.Command) {
	f := c.Flags()
	f.IntVar(&a.server.sample, "sample", 0, a.say("look at this many rows of each table of the server (default: catalogs only); values are counted, never kept", "bekijk zoveel rijen van elke tabel van de server (anders alleen de catalogus); waarden worden geteld, nooit bewaard"))
	f.DurationVar(&a.server.timeout, "db-timeout", 30*time.Second, a.say("how long the server may take to connect and for each statement", "hoe lang de server over verbinden en elke opdracht mag doen"))
}

func (a *app) dbCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "db URL",
		Short: a.say("Report on a running PostgreSQL, MySQL or MariaDB server", "Meld wat er opvalt aan een draaiende PostgreSQL-, MySQL- of MariaDB-server"),
		Long: a.say(`The server is read in one read-only transaction, each statement under a time
limit, catalogs only unless --sample is given. The password of the URL never
reaches a report or an error; PGPASSWORD and ~/.pgpass work too.`,
			`De server wordt gelezen in één read-only transactie, elke opdracht met een
tijdslimiet, alleen de catalogus tenzij --sample is gegeven. Het wachtwoord uit
de URL komt in geen rapport en geen foutmelding; PGPASSWORD en ~/.pgpass werken ook.`),
		Example: "  privet db postgres://auditor@db.internal:5432/shop\n  privet db mysql://auditor@127.0.0.1/winkel --sample 500 --format json\n  privet scan ./shop --db postgres://auditor@db.internal/shop",
		Args: func(c *cobra.Command, args []string) error { // says nothing of what was given: it may hold a password
			if len(args) == 1 {
				return nil
			}
			return misuse(phrase.Text{EN: "privet db postgres://user@host/database", NL: "privet db postgres://gebruiker@host/database"},
				phrase.Text{EN: "privet db takes one URL", NL: "privet db wil één URL"})
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			a.server.url = args[0]
			return a.scan(cmd, nil)
		},
	}
	a.scanFlagsOnly(c)
	a.samplingFlags(c)
	return c
}

// subject returns the folder to work on: the argument, else the current folder;
// "" where only a server was named.
func (a *app) subject(args []string) string {
	if len(args) == 0 && a.server.url != "" {
		return ""
	}
	return path(args)
}

// openServer reads the server asked for, or returns nil where none was.
func (a *app) openServer(ctx context.Context) (*schema.Database, error) {
	if a.server.url == "" {
		return nil, nil
	}
	db, err := live.Open(ctx, a.server.url, live.Options{Timeout: a.server.timeout, Sample: a.server.sample})
	var refused *live.Error
	if errors.As(err, &refused) {
		return nil, serverError(refused, a.server.timeout)
	}
	return db, err
}

// serverError says in the user's language why a server could not be read.
func serverError(e *live.Error, limit time.Duration) error {
	nl := dutchServerErrors[e.Kind]
	text := phrase.Text{EN: e.Error(), NL: e.Server + ": " + nl.NL}
	if e.Server == "" {
		text.NL = nl.NL
	}
	if e.Kind == live.Slow {
		text.NL += " " + limit.String()
	}
	if e.Detail != "" {
		text.NL += ": " + e.Detail
	}
	return misuse(phrase.Text{EN: e.Hint, NL: nl.EN}, text)
}

// dutchServerErrors are the problem (NL) and the hint (EN is the slot of the
// hint's Dutch text) of each kind of error.
var dutchServerErrors = map[live.ErrorKind]phrase.Text{
	live.BadURL: {NL: "dit is geen verbindings-URL die privet kent",
		EN: "schrijf postgres://gebruiker:wachtwoord@host:5432/database of mysql://gebruiker:wachtwoord@host:3306/database, met @ : / en % in het wachtwoord als %40 %3A %2F en %25"},
	live.Slow: {NL: "de server antwoordde niet binnen",
		EN: "controleer host en poort en of geen firewall de verbinding tegenhoudt, of geef meer tijd met --db-timeout"},
	live.Interrupted: {NL: "het lezen is onderbroken"},
	live.Broken: {NL: "de verbinding brak af",
		EN: "controleer of op die poort een server van deze soort luistert, en of niets ertussen de verbinding verbreekt"},
	live.Full: {NL: "de server neemt geen verbindingen meer aan", EN: "probeer het later opnieuw, of laat een beheerder ongebruikte verbindingen sluiten"},
	live.LoginRefused: {NL: "de server weigert dit account",
		EN: "controleer gebruikersnaam en wachtwoord, en of het account vanaf deze machine verbinding mag maken"},
	live.Unreachable: {NL: "daar antwoordt geen server", EN: "controleer host en poort, en of de server draait en op dat adres luistert"},
	live.NoSuchDB:    {NL: "de server heeft geen database met die naam", EN: "zet de database achter de laatste / van de URL"},
	live.NotReadable: {NL: "de catalogus kon niet worden gelezen", EN: "het account moet de catalogus mogen lezen; een alleen-lezenaccount van een beheerder ziet alles"},
}
