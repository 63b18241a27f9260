package schema

import "strings"

// Dialect is the SQL dialect a source is written in.
type Dialect uint8

// The dialects privet reads. MariaDB is read as MySQL: the token reader accepts
// the union of both.
const (
	UnknownDialect Dialect = iota
	PostgreSQL
	MySQL
	SQLite
)

var dialectNames = [...]string{"unknown", "postgres", "mysql", "sqlite"}

// String returns the dialect's name as the --dialect flag and the JSON contract
// spell it.
func (d Dialect) String() string { return dialectNames[d] }

// ParseDialect reads a dialect's name or a common alias of it ("postgresql",
// "pg", "mariadb", "sqlite3"), case-insensitively. ok is false for any other
// text.
func ParseDialect(s string) (d Dialect, ok bool) {
	switch strings.ToLower(s) {
	case "postgres", "postgresql", "pg", "pgsql", "cockroach", "cockroachdb":
		return PostgreSQL, true
	case "mysql", "mariadb":
		return MySQL, true
	case "sqlite", "sqlite3":
		return SQLite, true
	}
	return UnknownDialect, false
}

// Fold returns an unquoted identifier as the dialect stores it: PostgreSQL
// folds to lower case, the others keep the spelling.
func (d Dialect) Fold(ident string) string {
	if d == PostgreSQL {
		return strings.ToLower(ident)
	}
	return ident
}
