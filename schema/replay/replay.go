// Package replay applies the Ops of statements in order to a schema.Database. It
// is the one place that knows what ALTER, DROP, RENAME, GRANT, REVOKE and
// ROLLBACK do, in every dialect.
//
// A transaction is a buffer: between BEGIN and COMMIT the Ops wait, a ROLLBACK
// forgets them (or those behind a savepoint), and nothing ever has to be undone.
// MySQL commits DDL implicitly, so there they do not wait.
//
// What cannot be applied (an ALTER of a table nobody created, a circle of
// memberships) becomes a Note of the Database, never an error: the sources may
// be incomplete, and the rest still counts. Ops that are Conditional fail in
// silence, for their condition usually asks whether they would.
package replay

import (
	"github.com/privet-dev/privet/schema"
)

// Replay is the state of a replay: the databases so far and the session's
// settings. It is not safe for concurrent use.
type Replay struct {
	dialect   schema.Dialect
	databases []*state
	current   *state
	pending   []schema.Op // of the open transaction
	marks     []savepoint
	open      bool
}

// state is one database and the settings its statements are read under.
type state struct {
	*Replay
	db        *schema.Database
	path      []string // search path; nil: the dialect's default
	role      string   // of SET ROLE; "": the unknown role that runs the script
	inherited map[*schema.Column]bool
	noted     map[string]bool
}

// New returns a replay of the database's statements, which begins empty; name is
// what the database is called until a \connect or USE says otherwise.
func New(name string, d schema.Dialect) *Replay {
	r := &Replay{dialect: d}
	r.current = r.addDatabase(name)
	return r
}

func (r *Replay) addDatabase(name string) *state {
	s := &state{Replay: r, db: &schema.Database{Name: name, Dialect: r.dialect}, inherited: map[*schema.Column]bool{}, noted: map[string]bool{}}
	if r.dialect == schema.PostgreSQL {
		s.db.Grants = append(s.db.Grants, schema.Grant{Privileges: schema.Usage, Kind: schema.SchemaObject,
			Object: schema.Name{Name: "public"}, Grantee: schema.Public, Implied: schema.ImpliedBuiltIn})
	}
	r.databases = append(r.databases, s)
	return s
}

// Apply applies a statement. The replay owns the statement's Ops from then on.
func (r *Replay) Apply(stmt schema.Statement) {
	for _, op := range stmt.Ops {
		r.step(op)
	}
}

// Databases ends the replay and returns its databases in order of first
// statement. A transaction still open counts as committed: dumps are cut off
// more often than they are meant to be undone.
func (r *Replay) Databases() []*schema.Database {
	r.commit()
	var dbs []*schema.Database
	for _, s := range r.databases {
		s.finish()
		dbs = append(dbs, s.db)
	}
	return dbs
}

func (s *state) finish() {
	s.db.SearchPath = s.path
	s.resolveTypes()
}

// connect switches to the database of that name. Roles belong to the whole
// server, so a database begun later knows those made before.
func (r *Replay) connect(name string) {
	r.commit()
	for _, s := range r.databases {
		if s.db.Name == name {
			r.current = s
			return
		}
	}
	if first := r.current; len(r.databases) == 1 && len(first.db.Tables)+len(first.db.Views)+len(first.db.Functions) == 0 {
		first.db.Name = name
		return
	}
	before := r.current.db
	r.current = r.addDatabase(name)
	r.current.db.Roles = append(r.current.db.Roles, before.Roles...)
	r.current.db.Memberships = append(r.current.db.Memberships, before.Memberships...)
}

// apply applies one Op: the first of the families that knows it.
func (s *state) apply(op schema.Op) {
	for _, family := range [...]func(schema.Op) bool{s.applyTable, s.applyColumn, s.applyConstraint, s.applyView, s.applyFunction,
		s.applyType, s.applySchema, s.applyRole, s.applyGrant, s.applyPolicy, s.applyPublication, s.applyDescription, s.applySession} {
		if family(op) {
			return
		}
	}
}

// note records what could not be applied; the same sentence is said once.
func (s *state) note(origin schema.Origin, message, hint string) {
	if origin.Certainty >= schema.Conditional || s.noted[message] {
		return
	}
	s.noted[message] = true
	s.db.Notes = append(s.db.Notes, schema.Note{Origin: origin, Message: message, Hint: hint})
}

const hintNotRead = "the statement that creates it may stand in a file that was not read"

func (s *state) unknown(kind string, name schema.Name, origin schema.Origin) {
	s.note(origin, "a statement changes the "+kind+" "+name.String()+", which no statement created", hintNotRead)
}
