package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyGrant(op schema.Op) bool {
	switch x := op.(type) {
	case schema.AddGrant:
		for _, g := range s.targets(x.Grant, x.AllInSchema) {
			s.addGrant(g)
		}
	case schema.RevokeGrant:
		for _, g := range s.targets(x.Grant, x.AllInSchema) {
			s.revoke(g, x.GrantOptionOnly)
		}
	case schema.RevokeAll:
		roles := s.namedAll(x.Roles)
		s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool { return slices.Contains(roles, g.Grantee) })
	case schema.SetDefaultPrivilege:
		s.setDefault(x)
	default:
		return false
	}
	return true
}

// targets returns the grant for each object it is about, under the object's full
// name; ALL ... IN SCHEMA is about those that exist now.
func (s *state) targets(g schema.Grant, all bool) []schema.Grant {
	g.Grantee, g.Grantor = s.named(g.Grantee), s.named(g.Grantor)
	if !all {
		return []schema.Grant{s.target(g)}
	}
	var list []schema.Grant
	in := g.Object.Name
	g.Implied = schema.ImpliedBySchema
	add := func(kind schema.ObjectKind, n schema.Name, signature string) {
		if s.in(n, in) {
			g.Kind, g.Object, g.Signature = kind, n, signature
			list = append(list, g)
		}
	}
	if g.Kind == schema.FunctionObject {
		for _, f := range s.db.Functions {
			add(schema.FunctionObject, f.Name, f.Signature())
		}
		return list
	}
	if g.Kind == schema.TableObject {
		for _, t := range s.db.Tables {
			add(schema.TableObject, t.Name, "")
		}
		for _, v := range s.db.Views {
			add(schema.ViewObject, v.Name, "")
		}
	}
	return list
}

// target gives a grant its object's full name.
func (s *state) target(g schema.Grant) schema.Grant {
	switch g.Kind {
	case schema.TableObject, schema.ViewObject:
		g.Object, g.Kind = s.relation(g.Object)
	case schema.FunctionObject:
		signature := &g.Signature
		if g.Signature == "" && s.function(g.Object, signature) == nil {
			signature = nil
		}
		if f := s.function(g.Object, signature); f != nil {
			g.Object, g.Signature = f.Name, f.Signature()
		}
	}
	return g
}

func (s *state) addGrant(g schema.Grant) {
	if g.Grantor == "" {
		g.Grantor = s.role
	}
	for _, old := range s.db.Grants {
		if old.Kind == g.Kind && old.Object == g.Object && old.Signature == g.Signature && old.Grantee == g.Grantee &&
			old.Privileges == g.Privileges && old.GrantOption == g.GrantOption && slices.Equal(old.Columns, g.Columns) {
			return
		}
	}
	s.db.Grants = append(s.db.Grants, g)
}

// revoke takes privileges away from the grants on the object. Taking a
// privilege on the whole table also takes it on its columns; taking it on a
// column does nothing to a grant on the whole table (PostgreSQL manual, REVOKE).
func (s *state) revoke(r schema.Grant, optionOnly bool) {
	var kept []schema.Grant
	for _, g := range s.db.Grants {
		if g.Kind != r.Kind || g.Object != r.Object || g.Signature != r.Signature || g.Grantee != r.Grantee {
			kept = append(kept, g)
			continue
		}
		kept = append(kept, s.subtract(g, r, optionOnly)...)
	}
	s.db.Grants = kept
	s.dropEmptyGrants()
}

// subtract returns what is left of a grant.
func (s *state) subtract(g, r schema.Grant, optionOnly bool) []schema.Grant {
	taken := r.Privileges.Expand(g.Kind, s.dialect)
	has := g.Privileges.Expand(g.Kind, s.dialect)
	if has&taken == 0 || len(r.Columns) > 0 && len(g.Columns) == 0 {
		return []schema.Grant{g}
	}
	rest, part := g, g
	rest.Privileges = has &^ taken
	part.Privileges = has & taken
	if optionOnly {
		part.GrantOption = false
		if has&^taken == 0 {
			part.Privileges = g.Privileges
		}
		return []schema.Grant{rest, part}
	}
	if len(r.Columns) == 0 {
		return []schema.Grant{rest}
	}
	part.Columns = without(g.Columns, r.Columns)
	if len(part.Columns) == 0 {
		return []schema.Grant{rest}
	}
	return []schema.Grant{rest, part}
}

func (s *state) dropEmptyGrants() {
	s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool { return g.Privileges == 0 })
}

func without(list, drop []string) []string {
	var kept []string
	for _, x := range list {
		if !slices.Contains(drop, x) {
			kept = append(kept, x)
		}
	}
	return kept
}
