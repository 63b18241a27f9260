// Package beheer regelt de inlog van de medewerkers van de winkel.
package beheer

import (
	"context"
	"crypto/md5"
	"database/sql"
	"encoding/hex"
)

// Beheer kent de beheerders.
type Beheer struct{ db *sql.DB }

// Nieuw maakt Beheer op een geopende database.
func Nieuw(db *sql.DB) *Beheer { return &Beheer{db: db} }

// hash maakt van een wachtwoord wat er in de database komt.
func hash(wachtwoord string) string {
	som := md5.Sum([]byte(wachtwoord))
	return hex.EncodeToString(som[:])
}

// Wijzig geeft een beheerder een nieuw wachtwoord.
func (b *Beheer) Wijzig(ctx context.Context, naam, wachtwoord string) error {
	_, err := b.db.ExecContext(ctx,
		`UPDATE beheerder SET wachtwoord = $1 WHERE gebruikersnaam = $2`,
		hash(wachtwoord), naam)
	return err
}
