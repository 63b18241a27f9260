// Package handlers is the shop's web front end.
package handlers

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"teashop.example/shop/models"
	"teashop.example/shop/store"
)

// Shop answers the shop's requests.
type Shop struct{ Store *store.Store }

type signupRequest struct {
	FullName string `json:"full_name"`
	Email    string `json:"email"`
	Password string `json:"password"`
}

// Signup makes a customer of a visitor.
func (s *Shop) Signup(w http.ResponseWriter, r *http.Request) {
	var req signupRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	c := &models.Customer{
		FullName: req.FullName,
		Email:    req.Email,
		Password: req.Password,
	}
	if err := s.Store.AddCustomer(c); err != nil {
		slog.Error("signup failed", "err", err)
		http.Error(w, "try again later", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
}

// Login starts a session.
func (s *Shop) Login(w http.ResponseWriter, r *http.Request) {
	c, err := s.Store.Customer(r.FormValue("email"), r.FormValue("password"))
	if err != nil {
		http.Error(w, "wrong e-mail address or password", http.StatusUnauthorized)
		return
	}
	slog.Info("signed in", "customer", c.ID)
	json.NewEncoder(w).Encode(map[string]string{"welcome": c.FullName})
}

// EmployeePassword changes an employee's password.
func (s *Shop) EmployeePassword(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.SetEmployeePassword(r.FormValue("username"), r.FormValue("password")); err != nil {
		http.Error(w, "try again later", http.StatusInternalServerError)
	}
}
