package http

import (
	"encoding/json"
	"net/http"

	"shop.example/internal/user"
)

func signup(w http.ResponseWriter, r *http.Request) {
	var u user.User
	json.NewDecoder(r.Body).Decode(&u)
	user.Store(u)
}
