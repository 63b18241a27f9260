// Package klant slaat klanten op en laat ze inloggen.
package klant

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/crypto/bcrypt"
)

// Klant is wat het aanmeldformulier vraagt.
type Klant struct {
	Nummer      int64
	Voornaam    string
	Achternaam  string
	Email       string
	Telefoon    string
	IsVolwassen bool
}

// ErrOnbekend betekent dat e-mailadres en wachtwoord niet bij elkaar horen.
var ErrOnbekend = errors.New("klant: onbekende combinatie")

// Opslag bewaart klanten in de database.
type Opslag struct{ db *sql.DB }

// NieuweOpslag maakt een Opslag op een geopende database.
func NieuweOpslag(db *sql.DB) *Opslag { return &Opslag{db: db} }

// kosten is de bcrypt-factor: ongeveer een kwart seconde op een gewone server.
const kosten = 12

const nieuw = `
	INSERT INTO klant (voornaam, achternaam, email, telefoon, is_volwassen, wachtwoord_hash)
	VALUES ($1, $2, $3, $4, $5, $6)
	RETURNING klantnr`

// Voegtoe slaat een nieuwe klant op met een hash van het wachtwoord, en vult
// zijn nummer in.
func (o *Opslag) Voegtoe(ctx context.Context, k *Klant, wachtwoord string) error {
	hash, err := bcrypt.GenerateFromPassword([]byte(wachtwoord), kosten)
	if err != nil {
		return fmt.Errorf("wachtwoord hashen: %w", err)
	}
	return o.db.QueryRowContext(ctx, nieuw,
		k.Voornaam, k.Achternaam, k.Email, k.Telefoon, k.IsVolwassen, string(hash),
	).Scan(&k.Nummer)
}

// Inloggen zoekt de klant bij een e-mailadres en vergelijkt dan de hash.
func (o *Opslag) Inloggen(ctx context.Context, email, wachtwoord string) (*Klant, error) {
	k := &Klant{Email: email}
	var hash []byte
	err := o.db.QueryRowContext(ctx,
		`SELECT klantnr, voornaam, achternaam, wachtwoord_hash FROM klant WHERE email = $1`, email,
	).Scan(&k.Nummer, &k.Voornaam, &k.Achternaam, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrOnbekend
	}
	if err != nil {
		return nil, err
	}
	if bcrypt.CompareHashAndPassword(hash, []byte(wachtwoord)) != nil {
		return nil, ErrOnbekend
	}
	return k, nil
}

// Gegevens geeft de klant wat de winkel van hem bewaart.
func (o *Opslag) Gegevens(ctx context.Context, nummer int64) (*Klant, error) {
	k := &Klant{Nummer: nummer}
	err := o.db.QueryRowContext(ctx,
		`SELECT voornaam, achternaam, email, telefoon, is_volwassen FROM klant WHERE klantnr = $1`, nummer,
	).Scan(&k.Voornaam, &k.Achternaam, &k.Email, &k.Telefoon, &k.IsVolwassen)
	return k, err
}

// Verwijder wist een klant; de bestellingen blijven zonder naam bewaard.
func (o *Opslag) Verwijder(ctx context.Context, nummer int64) error {
	_, err := o.db.ExecContext(ctx, `DELETE FROM klant WHERE klantnr = $1`, nummer)
	return err
}
