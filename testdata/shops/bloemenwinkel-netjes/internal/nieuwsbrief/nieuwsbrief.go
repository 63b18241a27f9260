// Package nieuwsbrief houdt bij wie de nieuwsbrief wil.
package nieuwsbrief

import (
	"context"
	"database/sql"
)

// Meldaan schrijft een abonnee in, met bron en tekst als bewijs van toestemming.
func Meldaan(ctx context.Context, db *sql.DB, email, bron, tekst string) error {
	_, err := db.ExecContext(ctx,
		`INSERT INTO nieuwsbrief_abonnee (email, toestemming_op, toestemming_bron, toestemming_tekst_versie)
		 VALUES ($1, now(), $2, $3)`,
		email, bron, tekst)
	return err
}

// Meldaf schrijft een abonnee uit; de rij blijft staan, zodat een nieuwe import
// hem niet terugzet.
func Meldaf(ctx context.Context, db *sql.DB, email string) error {
	_, err := db.ExecContext(ctx,
		`UPDATE nieuwsbrief_abonnee SET afgemeld_op = now() WHERE email = $1`, email)
	return err
}
