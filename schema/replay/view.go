package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyView(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreateView:
		s.createView(x)
	case schema.AlterView:
		v := s.view(x.Name)
		if v == nil {
			s.unknown("view", x.Name, x.Origin)
			break
		}
		if x.SecurityInvoker != schema.Unsaid {
			v.SecurityInvoker = x.SecurityInvoker
		}
		if x.SecurityBarrier != schema.Unsaid {
			v.SecurityBarrier = x.SecurityBarrier
		}
	case schema.DropView:
		for _, n := range x.Names {
			if v := s.view(n); v != nil {
				s.dropView(v, x.Cascade)
			} else if !x.IfExists {
				s.unknown("view", n, x.Origin)
			}
		}
	default:
		return false
	}
	return true
}

// createView creates a view, or puts it in the place of one of that name. The
// last definition wins also without OR REPLACE: mysqldump first writes a dummy
// of each view, because views may need each other.
func (s *state) createView(x schema.CreateView) {
	v := x.View
	v.Name = s.create(v.Name)
	for i := range v.Tables {
		v.Tables[i], _ = s.relation(v.Tables[i])
	}
	old := s.view(v.Name)
	if old == nil || old.Name != v.Name {
		v.Owner = s.owner(v.Owner)
		s.db.AddView(v)
		s.applyDefaults(schema.TableObject, v.Name, v.Owner)
		return
	}
	if x.IfNotExists {
		return
	}
	v.Owner, v.Comment = old.Owner, old.Comment
	*old = *v
}

// dropView drops a view and, when cascading, the views over it.
func (s *state) dropView(v *schema.View, cascade bool) {
	s.db.RemoveView(v)
	s.forgetObject(v.Name)
	if cascade {
		s.dropViewsOver(v.Name)
	}
}

func (s *state) dropViewsOver(n schema.Name) {
	for _, v := range slices.Clone(s.db.Views) {
		if slices.Contains(v.Tables, n) && s.db.View(v.Name) == v {
			s.dropView(v, true)
		}
	}
}
