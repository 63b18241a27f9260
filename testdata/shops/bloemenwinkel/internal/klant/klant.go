// Package klant slaat klanten op en laat ze inloggen.
package klant

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Klant is wat het aanmeldformulier vraagt.
type Klant struct {
	Nummer        int64
	Voornaam      string
	Achternaam    string
	Email         string
	Telefoon      string
	Geboortedatum time.Time
	Geslacht      string
	Wachtwoord    string
	BSN           string
}

// ErrOnbekend betekent dat e-mailadres en wachtwoord niet bij elkaar horen.
var ErrOnbekend = errors.New("klant: onbekende combinatie")

// Opslag bewaart klanten in de database.
type Opslag struct{ db *sql.DB }

// NieuweOpslag maakt een Opslag op een geopende database.
func NieuweOpslag(db *sql.DB) *Opslag { return &Opslag{db: db} }

const nieuw = `
	INSERT INTO klant (voornaam, achternaam, email, telefoon, geboortedatum, geslacht, wachtwoord, bsn)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
	RETURNING klantnr`

// Voegtoe slaat een nieuwe klant op en vult zijn nummer in.
func (o *Opslag) Voegtoe(ctx context.Context, k *Klant) error {
	return o.db.QueryRowContext(ctx, nieuw,
		k.Voornaam, k.Achternaam, k.Email, k.Telefoon,
		k.Geboortedatum, k.Geslacht, k.Wachtwoord, k.BSN,
	).Scan(&k.Nummer)
}

// Inloggen zoekt de klant bij een e-mailadres en een wachtwoord.
func (o *Opslag) Inloggen(ctx context.Context, email, wachtwoord string) (*Klant, error) {
	k := &Klant{Email: email}
	err := o.db.QueryRowContext(ctx,
		`SELECT klantnr, voornaam, achternaam FROM klant WHERE email = $1 AND wachtwoord = $2`,
		email, wachtwoord,
	).Scan(&k.Nummer, &k.Voornaam, &k.Achternaam)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrOnbekend
	}
	return k, err
}
