package replay

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applySession(op schema.Op) bool {
	switch x := op.(type) {
	case schema.SetSearchPath:
		s.path = x.Schemas
	case schema.SetRole:
		s.role = x.Role
	case schema.DynamicDDL:
		s.db.Dynamic = append(s.db.Dynamic, schema.Note{Origin: x.Origin, Message: dynamicMessage(x.About),
			Hint: "scan the running database, or a dump of it, to see its effect"})
	default:
		return false
	}
	return true
}

func dynamicMessage(about string) string {
	if about == "" {
		return "a statement is built at run time here, and cannot be read"
	}
	return "a statement about " + about + " is built at run time here, and cannot be read"
}

// create returns the full name of an object that a statement creates: an
// unqualified name goes to the first schema of the search path. It stays
// unqualified where no path was set.
func (s *state) create(n schema.Name) schema.Name {
	if n.Schema != "" {
		return n
	}
	for _, in := range s.path {
		if in != "$user" && in != "pg_catalog" && in != "" {
			n.Schema = in
			return n
		}
	}
	return n
}

// table finds the table a statement means, as the server would: in each schema
// of the search path. Only when none of them has it, any schema will do.
func (s *state) table(n schema.Name) *schema.Table { return search(s, n, s.db.Table) }

// view finds a view likewise.
func (s *state) view(n schema.Name) *schema.View { return search(s, n, s.db.View) }

func search[T any](s *state, n schema.Name, find func(schema.Name) *T) *T {
	if n.Schema == "" {
		for _, in := range s.path {
			if found := find(schema.Name{Schema: in, Name: n.Name}); found != nil {
				return found
			}
		}
	}
	return find(n)
}

// relation returns the full name of the table or view a statement means, and
// which of the two it is; an unknown name is returned as it would be created.
func (s *state) relation(n schema.Name) (schema.Name, schema.ObjectKind) {
	if t := s.table(n); t != nil {
		return t.Name, schema.TableObject
	}
	if v := s.view(n); v != nil {
		return v.Name, schema.ViewObject
	}
	return s.create(n), schema.TableObject
}

// homeSchema is the schema of objects stated without one.
func (s *state) homeSchema() string {
	switch s.dialect {
	case schema.PostgreSQL:
		return "public"
	case schema.SQLite:
		return "main"
	}
	return ""
}

// in reports whether an object is in the schema.
func (s *state) in(n schema.Name, in string) bool {
	own := n.Schema
	if own == "" {
		own = s.homeSchema()
	}
	return strings.EqualFold(own, in)
}

// named returns the role, with the session's in the place of CURRENT_USER. In
// MySQL a name without a host is the role of that name, and else the account
// that is open to every host.
func (s *state) named(role string) string {
	switch {
	case role == schema.CurrentRole:
		return s.role
	case s.dialect == schema.MySQL && s.db.Role(role) == nil && s.db.Role(role+"@%") != nil:
		return role + "@%"
	}
	return role
}

func (s *state) namedAll(roles []string) []string {
	var names []string
	for _, role := range roles {
		names = append(names, s.named(role))
	}
	return names
}

// owner returns the owner of a new object: the one stated, else the session's
// role.
func (s *state) owner(stated string) string {
	if stated == "" {
		return s.role
	}
	return s.named(stated)
}
