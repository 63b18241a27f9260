package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// setDefault follows ALTER DEFAULT PRIVILEGES: a revoke takes earlier grants
// away; one that takes nothing stated away takes a built-in default away, and
// is kept.
func (s *state) setDefault(x schema.SetDefaultPrivilege) {
	d := x.Default
	d.ForRole, d.Grantee = s.named(d.ForRole), s.named(d.Grantee)
	if d.ForRole == "" {
		d.ForRole = s.role
	}
	if !d.Revoke {
		s.db.Defaults = slices.DeleteFunc(s.db.Defaults, func(old schema.DefaultPrivilege) bool {
			return old.Revoke && sameDefault(old, d)
		})
		s.db.Defaults = append(s.db.Defaults, d)
		return
	}
	if x.GrantOptionOnly {
		for i := range s.db.Defaults {
			if sameDefault(s.db.Defaults[i], d) {
				s.db.Defaults[i].Option = false
			}
		}
		return
	}
	taken := false
	for i := range s.db.Defaults {
		old := &s.db.Defaults[i]
		if !old.Revoke && sameDefault(*old, d) {
			old.Privileges = old.Privileges.Expand(old.Kind, s.dialect) &^ d.Privileges.Expand(d.Kind, s.dialect)
			taken = true
		}
	}
	s.db.Defaults = slices.DeleteFunc(s.db.Defaults, func(old schema.DefaultPrivilege) bool { return old.Privileges == 0 })
	if !taken {
		s.db.Defaults = append(s.db.Defaults, d)
	}
}

func sameDefault(a, b schema.DefaultPrivilege) bool {
	return a.ForRole == b.ForRole && a.Schema == b.Schema && a.Kind == b.Kind && a.Grantee == b.Grantee
}

// applyDefaults grants what the default privileges in force give on an object
// that was just created. They belong to the role that creates it.
func (s *state) applyDefaults(kind schema.ObjectKind, name schema.Name, owner string) {
	for _, d := range s.db.Defaults {
		if d.Revoke || d.Kind != kind || d.ForRole != owner || d.Schema != "" && !s.in(name, d.Schema) {
			continue
		}
		object := kind
		if kind == schema.TableObject {
			_, object = s.relation(name)
		}
		s.db.Grants = append(s.db.Grants, schema.Grant{Privileges: d.Privileges, Kind: object, Object: name, Grantee: d.Grantee,
			Grantor: owner, GrantOption: d.Option, Implied: schema.ImpliedByDefault, Origin: d.Origin})
	}
}

// applyFunctionDefaults grants EXECUTE on a new function: to PUBLIC, unless a
// default privilege of its owner took that away in every schema (the manual says
// of ALTER DEFAULT PRIVILEGES that a schema's own cannot), and to whom the
// default privileges name.
func (s *state) applyFunctionDefaults(f *schema.Function) {
	builtIn := s.dialect == schema.PostgreSQL && !slices.ContainsFunc(s.db.Defaults, func(d schema.DefaultPrivilege) bool {
		return d.Revoke && d.Kind == schema.FunctionObject && d.Grantee == schema.Public && d.ForRole == f.Owner && d.Schema == ""
	})
	if builtIn {
		s.db.Grants = append(s.db.Grants, schema.Grant{Privileges: schema.Execute, Kind: schema.FunctionObject, Object: f.Name,
			Signature: f.Signature(), Grantee: schema.Public, Implied: schema.ImpliedBuiltIn, Origin: f.Origin})
	}
	first := len(s.db.Grants)
	s.applyDefaults(schema.FunctionObject, f.Name, f.Owner)
	for i := first; i < len(s.db.Grants); i++ {
		s.db.Grants[i].Signature = f.Signature()
	}
}
