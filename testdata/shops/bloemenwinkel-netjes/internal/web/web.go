// Package web is de voorkant van de winkel.
package web

import (
	"database/sql"
	"encoding/json"
	"log"
	"net/http"

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
	mux.Handle("GET /mijn/gegevens", ingelogd(s.gegevens))
	mux.Handle("POST /mijn/verwijderen", ingelogd(s.verwijderen))
	mux.HandleFunc("POST /nieuwsbrief", s.nieuwsbrief)
	mux.HandleFunc("POST /nieuwsbrief/afmelden", s.afmelden)
	return mux
}

func (s *Server) aanmelden(w http.ResponseWriter, r *http.Request) {
	k := &klant.Klant{
		Voornaam:    r.FormValue("voornaam"),
		Achternaam:  r.FormValue("achternaam"),
		Email:       r.FormValue("email"),
		Telefoon:    r.FormValue("telefoon"),
		IsVolwassen: r.FormValue("is_volwassen") == "ja",
	}
	if r.FormValue("wachtwoord") != r.FormValue("wachtwoord_herhaald") {
		http.Error(w, "de wachtwoorden zijn niet gelijk", http.StatusBadRequest)
		return
	}
	if err := s.Klanten.Voegtoe(r.Context(), k, r.FormValue("wachtwoord")); err != nil {
		http.Error(w, "opslaan lukte niet", http.StatusInternalServerError)
		return
	}
	log.Printf("nieuwe klant %d", k.Nummer)
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
	if err := nieuwsbrief.Meldaan(r.Context(), s.DB, r.FormValue("email"), "voettekst", "2026-01"); err != nil {
		http.Error(w, "aanmelden lukte niet", http.StatusInternalServerError)
	}
}

func (s *Server) afmelden(w http.ResponseWriter, r *http.Request) {
	if err := nieuwsbrief.Meldaf(r.Context(), s.DB, r.FormValue("email")); err != nil {
		http.Error(w, "afmelden lukte niet", http.StatusInternalServerError)
	}
}

// sessie is de sleutel waaronder het klantnummer in de context staat.
type sessie struct{}

// ingelogd laat alleen klanten met een sessie door.
func ingelogd(volgende func(http.ResponseWriter, *http.Request, int64)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nummer, ok := r.Context().Value(sessie{}).(int64)
		if !ok {
			http.Error(w, "log eerst in", http.StatusUnauthorized)
			return
		}
		volgende(w, r, nummer)
	})
}

func (s *Server) gegevens(w http.ResponseWriter, r *http.Request, nummer int64) {
	k, err := s.Klanten.Gegevens(r.Context(), nummer)
	if err != nil {
		http.Error(w, "ophalen lukte niet", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(k); err != nil {
		log.Printf("gegevens van klant %d niet verstuurd", nummer)
	}
}

func (s *Server) verwijderen(w http.ResponseWriter, r *http.Request, nummer int64) {
	if err := s.Klanten.Verwijder(r.Context(), nummer); err != nil {
		http.Error(w, "verwijderen lukte niet", http.StatusInternalServerError)
	}
}
