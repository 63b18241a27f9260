// Teashop is the web server of the tea shop.
package main

import (
	"log"
	"net/http"

	"gorm.io/gorm"

	"teashop.example/shop/handlers"
	"teashop.example/shop/store"
)

func main() {
	st := store.New(&gorm.DB{}) // the driver is left out of the example
	if err := st.Migrate(); err != nil {
		log.Fatal(err)
	}
	shop := &handlers.Shop{Store: st}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /signup", shop.Signup)
	mux.HandleFunc("POST /login", shop.Login)
	mux.HandleFunc("POST /employees/password", shop.EmployeePassword)
	log.Fatal(http.ListenAndServe(":8080", mux))
}
