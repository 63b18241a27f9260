// Package nieuwsbrief houdt bij wie de nieuwsbrief wil.
package nieuwsbrief

import (
	"context"
	"database/sql"
)

// Meldaan schrijft een abonnee in, met de bron als bewijs van toestemming.
func Meldaan(ctx context.Context, db *sql.DB, email, telefoon, bron string) error {
	_, err := db.ExecContext(ctx,
		`INSERT INTO nieuwsbrief_abonnee (email, telefoon, aangemeld_op, bron) VALUES ($1, $2, now(), $3)`,
		email, telefoon, bron)
	return err
}

// Meldaf schrijft een abonnee uit; de rij blijft staan, zodat een nieuwe import
// hem niet terugzet.
func Meldaf(ctx context.Context, db *sql.DB, email string) error {
	_, err := db.ExecContext(ctx,
		`UPDATE nieuwsbrief_abonnee SET afgemeld_op = now() WHERE email = $1`, email)
	return err
}
