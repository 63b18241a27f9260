package schema

import "slices"

// Database is the final state of one database: what is left after every
// statement of its sources was applied in order, or what a server's catalog
// says. Slices are in order of first statement.
type Database struct {
	Name         string // as the source names it: a folder, a file, or a server's database
	Dialect      Dialect
	Sources      []string // files it was read from, in order
	Layout       string   // how the sources were recognised: "goose", "structure.sql", "server"; for people
	SearchPath   []string // after the last statement
	Schemas      []*Schema
	Tables       []*Table
	Views        []*View
	Functions    []*Function
	Types        []*Type
	Roles        []*Role
	Memberships  []Membership
	Grants       []Grant
	Defaults     []DefaultPrivilege
	Publications []*Publication
	Dropped      []*Table // tables a later statement dropped
	Dynamic      []Note   // DDL built at run time, which may change what the model says
	Notes        []Note   // what replay could not apply

	tables map[Name]*Table
	views  map[Name]*View
}

// ServerLayout is the Layout of a database that was read from a running server.
const ServerLayout = "server"

// Schema is a namespace inside a database.
type Schema struct {
	Name   string
	Owner  string
	Origin Origin
}

// Note is something a reader of the result must know: a statement that was not
// understood, or a change that could not be applied.
type Note struct {
	Origin  Origin
	Message string // one sentence, English, without values from the data
	Hint    string // what to do about it, or ""
}

// AddTable appends a table and makes it findable; a table of the same name is
// replaced in the index.
func (db *Database) AddTable(t *Table) {
	if db.tables == nil {
		db.tables = map[Name]*Table{}
	}
	db.Tables = append(db.Tables, t)
	db.tables[t.Name.key()] = t
}

// Reindex makes the tables and views of a database that was read from storage
// findable.
func (db *Database) Reindex() {
	tables, views := db.Tables, db.Views
	db.Tables, db.Views, db.tables, db.views = nil, nil, nil, nil
	for _, t := range tables {
		db.AddTable(t)
	}
	for _, v := range views {
		db.AddView(v)
	}
}

// RemoveTable takes a table out of the database.
func (db *Database) RemoveTable(t *Table) {
	db.Tables = remove(db.Tables, t)
	if db.tables[t.Name.key()] == t {
		delete(db.tables, t.Name.key())
	}
}

// RenameTable gives a table another name.
func (db *Database) RenameTable(t *Table, to Name) {
	if db.tables[t.Name.key()] == t {
		delete(db.tables, t.Name.key())
	}
	t.Name = to
	db.tables[to.key()] = t
}

// Table finds a table by name. A name without schema is looked for as such,
// then in each schema of the search path, then in "public", "main" and "dbo",
// then as the only table of that name in any schema; a name in one of those
// three schemas also finds a table stated without schema. It returns nil when
// nothing, or more than one table, fits.
func (db *Database) Table(n Name) *Table {
	return lookup(db.tables, db.Tables, n, db.SearchPath, func(t *Table) Name { return t.Name })
}

// AddView appends a view and makes it findable.
func (db *Database) AddView(v *View) {
	if db.views == nil {
		db.views = map[Name]*View{}
	}
	db.Views = append(db.Views, v)
	db.views[v.Name.key()] = v
}

// RemoveView takes a view out of the database.
func (db *Database) RemoveView(v *View) {
	db.Views = remove(db.Views, v)
	if db.views[v.Name.key()] == v {
		delete(db.views, v.Name.key())
	}
}

// RenameView gives a view another name.
func (db *Database) RenameView(v *View, to Name) {
	if db.views[v.Name.key()] == v {
		delete(db.views, v.Name.key())
	}
	v.Name = to
	db.views[to.key()] = v
}

// View finds a view by name, with the look-up rule of Table.
func (db *Database) View(n Name) *View {
	return lookup(db.views, db.Views, n, db.SearchPath, func(v *View) Name { return v.Name })
}

// Role finds a role by name, or returns nil.
func (db *Database) Role(name string) *Role {
	for _, r := range db.Roles {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Type finds a user-defined type by name: exactly, else as the only one of that
// name in any schema.
func (db *Database) Type(n Name) *Type {
	var found *Type
	for _, t := range db.Types {
		if t.Name == n {
			return t
		}
		if n.Schema == "" && t.Name.Name == n.Name {
			found = t
		}
	}
	return found
}

// defaultSchemas are the schemas an unqualified name means where no search path
// was set: PostgreSQL's, SQLite's and SQL Server's.
var defaultSchemas = []string{"public", "main", "dbo"}

func isDefaultSchema(s string) bool { return slices.Contains(defaultSchemas, s) }

func lookup[T any](index map[Name]*T, all []*T, n Name, path []string, name func(*T) Name) *T {
	k := n.key()
	if t := index[k]; t != nil {
		return t
	}
	if k.Schema != "" {
		if isDefaultSchema(k.Schema) {
			return index[Name{Name: k.Name}]
		}
		return nil
	}
	for _, schemas := range [][]string{path, defaultSchemas} {
		for _, s := range schemas {
			if t := index[Name{Schema: s, Name: k.Name}.key()]; t != nil {
				return t
			}
		}
	}
	var only *T
	for _, t := range all {
		if name(t).key().Name == k.Name {
			if only != nil {
				return nil
			}
			only = t
		}
	}
	return only
}

func remove[T any](list []*T, x *T) []*T {
	for i, y := range list {
		if x == y {
			return append(list[:i:i], list[i+1:]...)
		}
	}
	return list
}
