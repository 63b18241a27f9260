package replay

import (
	"cmp"
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyFunction(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreateFunction:
		s.createFunction(x.Function)
	case schema.AlterFunction:
		f := s.function(x.Name, x.Signature)
		if f == nil {
			s.unknown("function", x.Name, x.Origin)
			break
		}
		s.alterFunction(f, x)
	case schema.DropFunction:
		if f := s.function(x.Name, x.Signature); f != nil {
			s.dropFunction(f)
		} else if !x.IfExists {
			s.unknown("function", x.Name, x.Origin)
		}
	default:
		return false
	}
	return true
}

// function finds a function by name and signature, or, without signature, the
// first of that name.
func (s *state) function(n schema.Name, signature *string) *schema.Function {
	for _, in := range append([]string{n.Schema}, s.searched(n)...) {
		for _, f := range s.db.Functions {
			if f.Name.Name == n.Name && (f.Name.Schema == in || s.in(f.Name, in)) && (signature == nil || f.Signature() == *signature) {
				return f
			}
		}
	}
	return nil
}

// searched returns the schemas in which an unqualified name may be.
func (s *state) searched(n schema.Name) []string {
	if n.Schema != "" {
		return nil
	}
	if s.path == nil {
		return []string{s.homeSchema()}
	}
	return s.path
}

// createFunction adds a function, or replaces the body of the one with its
// signature, whose owner and grants stay.
func (s *state) createFunction(f *schema.Function) {
	f.Name = s.create(f.Name)
	signature := f.Signature()
	if old := s.function(f.Name, &signature); old != nil {
		f.Owner, f.Comment = old.Owner, old.Comment
		*old = *f
		return
	}
	f.Owner = s.owner(f.Owner)
	s.db.Functions = append(s.db.Functions, f)
	s.applyFunctionDefaults(f)
}

func (s *state) alterFunction(f *schema.Function, x schema.AlterFunction) {
	if x.SecurityDefiner != schema.Unsaid {
		f.SecurityDefiner = x.SecurityDefiner
	}
	if x.HasSearchPath {
		f.SearchPath, f.HasSearchPath = x.SearchPath, true
	}
	if x.ResetSearchPath {
		f.SearchPath, f.HasSearchPath = nil, false
	}
	if x.Body != "" {
		f.Body, f.BodySpan, f.Definer = x.Body, x.BodySpan, cmp.Or(x.Definer, f.Definer)
	}
	if x.RenameTo != "" {
		s.moveFunction(f, schema.Name{Schema: f.Name.Schema, Name: x.RenameTo})
	}
}

// moveFunction renames a function and follows it in grants and triggers.
func (s *state) moveFunction(f *schema.Function, to schema.Name) {
	for i := range s.db.Grants {
		if g := &s.db.Grants[i]; isGrantOn(*g, f) {
			g.Object = to
		}
	}
	for _, t := range s.db.Tables {
		for _, g := range t.Triggers {
			if g.Func == f.Name {
				g.Func = to
			}
		}
	}
	f.Name = to
}

func (s *state) dropFunction(f *schema.Function) {
	s.db.Functions = slices.DeleteFunc(s.db.Functions, func(x *schema.Function) bool { return x == f })
	s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool { return isGrantOn(g, f) })
}

func isGrantOn(g schema.Grant, f *schema.Function) bool {
	return g.Kind == schema.FunctionObject && g.Object == f.Name && g.Signature == f.Signature()
}
