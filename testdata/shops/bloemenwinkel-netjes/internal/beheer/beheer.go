// Package beheer regelt de inlog van de medewerkers van de winkel.
package beheer

import (
	"context"
	"database/sql"
	"fmt"

	"golang.org/x/crypto/bcrypt"
)

// Beheer kent de beheerders.
type Beheer struct{ db *sql.DB }

// Nieuw maakt Beheer op een geopende database.
func Nieuw(db *sql.DB) *Beheer { return &Beheer{db: db} }

// hash maakt van een wachtwoord wat er in de database komt.
func hash(wachtwoord string) (string, error) {
	h, err := bcrypt.GenerateFromPassword([]byte(wachtwoord), 12)
	if err != nil {
		return "", fmt.Errorf("wachtwoord hashen: %w", err)
	}
	return string(h), nil
}

// Wijzig geeft een beheerder een nieuw wachtwoord.
func (b *Beheer) Wijzig(ctx context.Context, naam, wachtwoord string) error {
	h, err := hash(wachtwoord)
	if err != nil {
		return err
	}
	_, err = b.db.ExecContext(ctx,
		`UPDATE beheerder SET wachtwoord_hash = $1 WHERE gebruikersnaam = $2`, h, naam)
	return err
}
