// Winkel is de webserver van de bloemenwinkel.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"

	"example.nl/bloemenwinkel/internal/beheer"
	"example.nl/bloemenwinkel/internal/klant"
	"example.nl/bloemenwinkel/internal/web"
)

func main() {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	s := &web.Server{DB: db, Klanten: klant.NieuweOpslag(db), Beheer: beheer.Nieuw(db)}
	log.Fatal(http.ListenAndServe(":8080", s.Routes()))
}
