package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyPolicy(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreatePolicy:
		t := s.table(x.Policy.Table)
		if t == nil {
			s.unknown("table", x.Policy.Table, x.Policy.Origin)
			break
		}
		x.Policy.Table, x.Policy.Roles = t.Name, s.namedAll(x.Policy.Roles)
		t.Policies = slices.DeleteFunc(t.Policies, func(p *schema.Policy) bool { return p.Name == x.Policy.Name })
		t.Policies = append(t.Policies, x.Policy)
	case schema.AlterPolicy:
		s.alterPolicy(x)
	case schema.DropPolicy:
		if t := s.table(x.Table); t != nil {
			t.Policies = slices.DeleteFunc(t.Policies, func(p *schema.Policy) bool { return p.Name == x.Name })
		}
	default:
		return false
	}
	return true
}

func (s *state) alterPolicy(x schema.AlterPolicy) {
	t := s.table(x.Policy.Table)
	if t == nil {
		s.unknown("table", x.Policy.Table, x.Policy.Origin)
		return
	}
	for _, p := range t.Policies {
		if p.Name != x.Policy.Name {
			continue
		}
		if x.Policy.Roles != nil {
			p.Roles = s.namedAll(x.Policy.Roles)
		}
		if x.Policy.Using != nil {
			p.Using = x.Policy.Using
		}
		if x.Policy.Check != nil {
			p.Check = x.Policy.Check
		}
		if x.RenameTo != "" {
			p.Name = x.RenameTo
		}
	}
}
