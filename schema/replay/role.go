package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyRole(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreateRole:
		if s.db.Role(x.Role.Name) == nil {
			s.db.Roles = append(s.db.Roles, x.Role)
		} else if !x.IfNotExists {
			s.note(x.Role.Origin, "the role "+x.Role.Name+" is created twice", "the first definition is used")
		}
	case schema.AlterRole:
		s.alterRole(x.Role)
	case schema.RenameRole:
		s.renameRole(x)
	case schema.DropRole:
		for _, name := range x.Names {
			s.dropRole(s.named(name))
		}
	case schema.AddMember:
		s.addMember(x.Membership)
	case schema.RemoveMember:
		s.removeMember(x)
	case schema.ReassignOwned:
		s.eachOwner(func(owner *string) {
			if slices.Contains(s.namedAll(x.From), *owner) {
				*owner = s.named(x.To)
			}
		})
	case schema.DropOwned:
		s.dropOwned(s.namedAll(x.Roles))
	default:
		return false
	}
	return true
}

// alterRole changes what the statement says; a role nobody created (it exists on
// the server) begins with it.
func (s *state) alterRole(x *schema.Role) {
	x.Name = s.named(x.Name)
	r := s.db.Role(x.Name)
	if r == nil {
		s.db.Roles = append(s.db.Roles, x)
		return
	}
	for _, f := range []struct{ to, from *schema.Tri }{{&r.Login, &x.Login}, {&r.Super, &x.Super}, {&r.CreateRole, &x.CreateRole},
		{&r.CreateDB, &x.CreateDB}, {&r.BypassRLS, &x.BypassRLS}, {&r.Inherit, &x.Inherit}, {&r.Replicate, &x.Replicate}} {
		if *f.from != schema.Unsaid {
			*f.to = *f.from
		}
	}
	if x.Password != schema.PasswordUnsaid {
		r.Password = x.Password
	}
	if x.Defaults != nil {
		r.Defaults = x.Defaults
	}
	r.Locked = r.Locked || x.Locked
}

// eachRole calls do for every mention of a role.
func (s *state) eachRole(do func(*string)) {
	s.eachOwner(do)
	for i := range s.db.Grants {
		do(&s.db.Grants[i].Grantee)
	}
	for i := range s.db.Memberships {
		do(&s.db.Memberships[i].Role)
		do(&s.db.Memberships[i].Member)
	}
	for i := range s.db.Defaults {
		do(&s.db.Defaults[i].ForRole)
		do(&s.db.Defaults[i].Grantee)
	}
	for _, t := range s.db.Tables {
		for _, p := range t.Policies {
			for i := range p.Roles {
				do(&p.Roles[i])
			}
		}
	}
}

func (s *state) eachOwner(do func(*string)) {
	for _, x := range s.db.Tables {
		do(&x.Owner)
	}
	for _, x := range s.db.Views {
		do(&x.Owner)
	}
	for _, x := range s.db.Functions {
		do(&x.Owner)
	}
	for _, x := range s.db.Types {
		do(&x.Owner)
	}
	for _, x := range s.db.Schemas {
		do(&x.Owner)
	}
	for _, x := range s.db.Publications {
		do(&x.Owner)
	}
}

func (s *state) renameRole(x schema.RenameRole) {
	if r := s.db.Role(x.From); r != nil {
		r.Name = x.To
	}
	s.eachRole(func(name *string) {
		if *name == x.From {
			*name = x.To
		}
	})
}

// dropRole drops a role with its memberships. In MySQL its grants go with it;
// PostgreSQL refuses to drop a role that still has some.
func (s *state) dropRole(name string) {
	s.db.Roles = slices.DeleteFunc(s.db.Roles, func(r *schema.Role) bool { return r.Name == name })
	s.db.Memberships = slices.DeleteFunc(s.db.Memberships, func(m schema.Membership) bool { return m.Role == name || m.Member == name })
	s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool { return name != schema.Public && g.Grantee == name })
}

// addMember adds a membership, or changes the options of one. A circle is
// refused, as the server does.
func (s *state) addMember(m schema.Membership) {
	m.Role, m.Member = s.named(m.Role), s.named(m.Member)
	if m.Role == m.Member || s.isMember(m.Role, m.Member) {
		s.note(m.Origin, "the role "+m.Member+" is made a member of "+m.Role+", which is itself a member of "+m.Member,
			"PostgreSQL refuses circular memberships; the membership is left out")
		return
	}
	for i := range s.db.Memberships {
		if old := &s.db.Memberships[i]; old.Role == m.Role && old.Member == m.Member {
			for _, f := range []struct{ to, from *schema.Tri }{{&old.Admin, &m.Admin}, {&old.Inherit, &m.Inherit}, {&old.Set, &m.Set}} {
				if *f.from != schema.Unsaid {
					*f.to = *f.from
				}
			}
			return
		}
	}
	s.db.Memberships = append(s.db.Memberships, m)
}

// isMember reports whether member is a member of role, directly or not.
func (s *state) isMember(member, role string) bool {
	reached := []string{member}
	for i := 0; i < len(reached); i++ {
		for _, m := range s.db.Memberships {
			if m.Member == reached[i] && !slices.Contains(reached, m.Role) {
				reached = append(reached, m.Role)
			}
		}
	}
	return slices.Contains(reached[1:], role)
}

func (s *state) removeMember(x schema.RemoveMember) {
	role, member := s.named(x.Membership.Role), s.named(x.Membership.Member)
	if !x.OptionOnly {
		s.db.Memberships = slices.DeleteFunc(s.db.Memberships, func(m schema.Membership) bool { return m.Role == role && m.Member == member })
		return
	}
	for i := range s.db.Memberships {
		m := &s.db.Memberships[i]
		if m.Role != role || m.Member != member {
			continue
		}
		for _, f := range []struct{ to, option *schema.Tri }{{&m.Admin, &x.Membership.Admin}, {&m.Inherit, &x.Membership.Inherit}, {&m.Set, &x.Membership.Set}} {
			if *f.option == schema.Yes {
				*f.to = schema.No
			}
		}
	}
}

// dropOwned drops what the roles own and what they were granted.
func (s *state) dropOwned(roles []string) {
	owned := func(owner string) bool { return slices.Contains(roles, owner) }
	for _, v := range slices.Clone(s.db.Views) {
		if owned(v.Owner) {
			s.dropView(v, false)
		}
	}
	for _, t := range slices.Clone(s.db.Tables) {
		if owned(t.Owner) {
			s.dropTable(t, false)
		}
	}
	for _, f := range slices.Clone(s.db.Functions) {
		if owned(f.Owner) {
			s.dropFunction(f)
		}
	}
	s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool { return g.Grantee != schema.Public && owned(g.Grantee) })
	s.db.Defaults = slices.DeleteFunc(s.db.Defaults, func(d schema.DefaultPrivilege) bool { return owned(d.ForRole) })
}
