// Package newsletter mails the shop's promotions.
package newsletter

import (
	"bytes"
	"html/template"
	"net/smtp"

	"gorm.io/gorm"

	"teashop.example/shop/models"
)

// SendPromotion mails a promotion to every customer.
func SendPromotion(db *gorm.DB) error {
	t, err := template.ParseFiles("templates/mail/promotion.html")
	if err != nil {
		return err
	}
	var customers []models.Customer
	if err := db.Find(&customers).Error; err != nil {
		return err
	}
	for _, c := range customers {
		body := bytes.NewBufferString("To: " + c.Email + "\r\nSubject: Spring sale\r\nContent-Type: text/html\r\n\r\n")
		if err := t.Execute(body, map[string]any{"Name": c.FullName, "CustomerID": c.ID}); err != nil {
			return err
		}
		if err := smtp.SendMail("localhost:25", nil, "shop@teashop.example", []string{c.Email}, body.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
