// Package models holds the tables of the tea shop.
package models

import (
	"golang.org/x/crypto/bcrypt"
	"gorm.io/gorm"
)

// Customer is somebody with an account.
type Customer struct {
	gorm.Model
	FullName  string `gorm:"size:120"`
	Email     string `gorm:"size:255;uniqueIndex;not null"`
	Password  string `gorm:"size:255;not null" json:"-"`
	Phone     string `gorm:"size:32"`
	Addresses []Address
}

// BeforeCreate replaces the password by its hash, so that no caller can forget
// to.
func (c *Customer) BeforeCreate(tx *gorm.DB) error {
	hash, err := bcrypt.GenerateFromPassword([]byte(c.Password), 12)
	if err != nil {
		return err
	}
	c.Password = string(hash)
	return nil
}

// Address is a place to deliver to.
type Address struct {
	gorm.Model
	CustomerID  uint
	Street      string `gorm:"not null"`
	HouseNumber string `gorm:"not null"`
	PostalCode  string `gorm:"size:12;not null"`
	City        string `gorm:"not null"`
}

// Product is something the shop sells.
type Product struct {
	gorm.Model
	Name        string `gorm:"not null"`
	Description string
	PriceCents  int64
	Weight      int
	MinimumAge  int
}

// Order is a purchase; the card is the payment provider's business.
type Order struct {
	gorm.Model
	CustomerID uint
	TotalCents int64
	Status     string
	PaymentRef string
}

// OrderLine is one product of an order.
type OrderLine struct {
	OrderID   uint `gorm:"primaryKey"`
	ProductID uint `gorm:"primaryKey"`
	Quantity  int
}

// Employee works in the shop and signs in to the back office.
type Employee struct {
	gorm.Model
	Username     string `gorm:"uniqueIndex;not null"`
	PasswordHash string `gorm:"not null" json:"-"`
}

// All lists the models in the order their tables are created.
func All() []any {
	return []any{&Customer{}, &Address{}, &Product{}, &Order{}, &OrderLine{}, &Employee{}}
}
