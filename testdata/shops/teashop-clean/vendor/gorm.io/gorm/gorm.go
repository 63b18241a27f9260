// Package gorm stands in for gorm.io/gorm, so that this example shop
// type-checks without a download: the signatures are the real ones for the part
// the shop uses, the bodies do nothing.
package gorm

import "time"

// Model is the embedded base of a model.
type Model struct {
	ID        uint `gorm:"primarykey"`
	CreatedAt time.Time
	UpdatedAt time.Time
	DeletedAt DeletedAt `gorm:"index"`
}

// DeletedAt marks a soft-deleted row.
type DeletedAt struct {
	Time  time.Time
	Valid bool
}

// DB is a database handle.
type DB struct {
	Error        error
	RowsAffected int64
}

// AutoMigrate creates or changes the tables of models.
func (db *DB) AutoMigrate(dst ...any) error { return nil }

// Create inserts value.
func (db *DB) Create(value any) (tx *DB) { return db }

// Save inserts or updates value.
func (db *DB) Save(value any) (tx *DB) { return db }

// First reads the first row into dest.
func (db *DB) First(dest any, conds ...any) (tx *DB) { return db }

// Find reads all rows into dest.
func (db *DB) Find(dest any, conds ...any) (tx *DB) { return db }

// Where adds a condition.
func (db *DB) Where(query any, args ...any) (tx *DB) { return db }

// Model names the model to work on.
func (db *DB) Model(value any) (tx *DB) { return db }

// Update changes one column.
func (db *DB) Update(column string, value any) (tx *DB) { return db }

// Updates changes columns.
func (db *DB) Updates(values any) (tx *DB) { return db }

// Delete deletes rows.
func (db *DB) Delete(value any, conds ...any) (tx *DB) { return db }

// Unscoped ignores soft deletion.
func (db *DB) Unscoped() (tx *DB) { return db }
