package schema

import "strings"

// Name is the name of a table, view, type or function: an optional schema (in
// MySQL: the database) and the object's own name, both as the dialect stores
// them (PostgreSQL: folded to lower case unless quoted).
type Name struct {
	Schema string
	Name   string
}

// String returns schema.name, or the name alone where no schema is known.
func (n Name) String() string {
	if n.Schema == "" {
		return n.Name
	}
	return n.Schema + "." + n.Name
}

// key is the form under which a Database finds a name again: MySQL and SQLite
// compare without regard to case, and so do people who write queries.
func (n Name) key() Name {
	return Name{Schema: strings.ToLower(n.Schema), Name: strings.ToLower(n.Name)}
}
