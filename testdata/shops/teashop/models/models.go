// Package models holds the tables of the tea shop.
package models

import (
	"time"

	"gorm.io/gorm"
)

// Customer is somebody with an account.
type Customer struct {
	gorm.Model
	FullName    string    `gorm:"size:120;not null"`
	Email       string    `gorm:"size:255;uniqueIndex;not null"`
	Password    string    `gorm:"size:255;not null"`
	Phone       string    `gorm:"size:32"`
	Gender      string    `gorm:"size:1;not null" validate:"required"`
	DateOfBirth time.Time `gorm:"not null"`
	Age         int
	Religion    string `gorm:"size:40"` // for gift boxes
	Addresses   []Address
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

// Order is a purchase, paid by card.
type Order struct {
	gorm.Model
	CustomerID uint
	TotalCents int64
	Status     string
	CardCVV    string `gorm:"column:card_cvv;size:4"`
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
	Username             string `gorm:"uniqueIndex;not null"`
	PasswordHash         string `gorm:"not null"`
	SocialSecurityNumber string `gorm:"column:ssn;size:11"`
}

// All lists the models in the order their tables are created.
func All() []any {
	return []any{&Customer{}, &Address{}, &Product{}, &Order{}, &OrderLine{}, &Employee{}}
}
