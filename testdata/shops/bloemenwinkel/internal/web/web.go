// Package web is de voorkant van de winkel.
package web

import (
	"database/sql"
	"log"
	"net/http"
	"time"

	"example.nl/bloemenwinkel/internal/beheer"
	"example.nl/bloemenwinkel/internal/klant"
	"example.nl/bloemenwinkel/internal/nieuwsbrief"
)

// Server beantwoordt de formulieren van de winkel.
type Server struct {
	DB      *sql.DB
	Klanten *klant.Opslag
	Beheer  *beheer.Beheer
}

// Routes hangt de formulieren aan hun adres.
func (s *Server) Routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /aanmelden", s.aanmelden)
	mux.HandleFunc("POST /inloggen", s.inloggen)
	mux.HandleFunc("POST /beheer/wachtwoord", s.wachtwoord)
	mux.HandleFunc("POST /nieuwsbrief", s.nieuwsbrief)
	mux.HandleFunc("POST /nieuwsbrief/afmelden", s.afmelden)
	return mux
}

func (s *Server) aanmelden(w http.ResponseWriter, r *http.Request) {
	geboren, err := time.Parse("2006-01-02", r.FormValue("geboortedatum"))
	if err != nil {
		http.Error(w, "geboortedatum klopt niet", http.StatusBadRequest)
		return
	}
	k := &klant.Klant{
		Voornaam:      r.FormValue("voornaam"),
		Achternaam:    r.FormValue("achternaam"),
		Email:         r.FormValue("email"),
		Telefoon:      r.FormValue("telefoon"),
		Geboortedatum: geboren,
		Geslacht:      r.FormValue("geslacht"),
		Wachtwoord:    r.FormValue("wachtwoord"),
		BSN:           r.FormValue("bsn"),
	}
	if err := s.Klanten.Voegtoe(r.Context(), k); err != nil {
		http.Error(w, "opslaan lukte niet", http.StatusInternalServerError)
		return
	}
	log.Printf("nieuwe klant %d: %s", k.Nummer, k.Email)
	http.Redirect(w, r, "/welkom", http.StatusSeeOther)
}

func (s *Server) inloggen(w http.ResponseWriter, r *http.Request) {
	k, err := s.Klanten.Inloggen(r.Context(), r.FormValue("email"), r.FormValue("wachtwoord"))
	if err != nil {
		http.Error(w, "e-mailadres of wachtwoord klopt niet", http.StatusUnauthorized)
		return
	}
	log.Printf("klant %d is ingelogd", k.Nummer)
	http.Redirect(w, r, "/mijn", http.StatusSeeOther)
}

func (s *Server) wachtwoord(w http.ResponseWriter, r *http.Request) {
	if err := s.Beheer.Wijzig(r.Context(), r.FormValue("naam"), r.FormValue("wachtwoord")); err != nil {
		log.Printf("wachtwoord wijzigen lukte niet: %v", err)
		http.Error(w, "wijzigen lukte niet", http.StatusInternalServerError)
	}
}

func (s *Server) nieuwsbrief(w http.ResponseWriter, r *http.Request) {
	if err := nieuwsbrief.Meldaan(r.Context(), s.DB, r.FormValue("email"), r.FormValue("telefoon"), "voettekst"); err != nil {
		http.Error(w, "aanmelden lukte niet", http.StatusInternalServerError)
	}
}

func (s *Server) afmelden(w http.ResponseWriter, r *http.Request) {
	if err := nieuwsbrief.Meldaf(r.Context(), s.DB, r.FormValue("email")); err != nil {
		http.Error(w, "afmelden lukte niet", http.StatusInternalServerError)
	}
}
