package nieuwsbrief

import (
	"context"
	"database/sql"
	"net/smtp"
	"strings"
)

// Verstuur mailt de nieuwsbrief in één bericht aan alle abonnees.
func Verstuur(ctx context.Context, db *sql.DB, tekst string) error {
	adressen, err := adressen(ctx, db)
	if err != nil {
		return err
	}
	bericht := "To: " + strings.Join(adressen, ", ") + "\r\nSubject: Nieuwsbrief\r\n\r\n" + tekst
	return smtp.SendMail("localhost:25", nil, "winkel@bloemenwinkel.example", adressen, []byte(bericht))
}

func adressen(ctx context.Context, db *sql.DB) ([]string, error) {
	rijen, err := db.QueryContext(ctx, `SELECT email FROM nieuwsbrief_abonnee`)
	if err != nil {
		return nil, err
	}
	defer rijen.Close()
	var alle []string
	for rijen.Next() {
		var email string
		if err := rijen.Scan(&email); err != nil {
			return nil, err
		}
		alle = append(alle, email)
	}
	return alle, rijen.Err()
}
