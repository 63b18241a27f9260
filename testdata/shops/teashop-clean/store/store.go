// Package store keeps the shop's data.
package store

import (
	"errors"
	"fmt"

	"golang.org/x/crypto/bcrypt"
	"gorm.io/gorm"

	"teashop.example/shop/models"
)

// ErrNoMatch means that no customer has that e-mail address and password.
var ErrNoMatch = errors.New("store: no match")

// Store reads and writes the shop's tables.
type Store struct{ db *gorm.DB }

// New returns a Store on an open database.
func New(db *gorm.DB) *Store { return &Store{db: db} }

// Migrate creates the tables.
func (s *Store) Migrate() error { return s.db.AutoMigrate(models.All()...) }

// AddCustomer stores a new customer.
func (s *Store) AddCustomer(c *models.Customer) error {
	return s.db.Create(c).Error
}

// Customer finds the customer who signs in.
func (s *Store) Customer(email, password string) (*models.Customer, error) {
	var c models.Customer
	if err := s.db.Where("email = ?", email).First(&c).Error; err != nil {
		return nil, err
	}
	if bcrypt.CompareHashAndPassword([]byte(c.Password), []byte(password)) != nil {
		return nil, ErrNoMatch
	}
	return &c, nil
}

// SetEmployeePassword gives an employee a new password.
func (s *Store) SetEmployeePassword(username, password string) error {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), 12)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	return s.db.Model(&models.Employee{}).
		Where("username = ?", username).
		Update("password_hash", string(hash)).Error
}

// RemoveCustomer erases a customer.
func (s *Store) RemoveCustomer(id uint) error {
	return s.db.Unscoped().Delete(&models.Customer{}, id).Error
}
