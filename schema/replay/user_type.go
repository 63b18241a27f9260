package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyType(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreateType:
		x.Type.Name = s.create(x.Type.Name)
		x.Type.Owner = s.owner(x.Type.Owner)
		s.bindType(&x.Type.Base)
		if s.exactType(x.Type.Name) == nil {
			s.db.Types = append(s.db.Types, x.Type)
		}
	case schema.AlterType:
		t := s.findType(x.Name)
		if t == nil {
			s.unknown("type", x.Name, x.Origin)
			break
		}
		s.alterType(t, x)
	case schema.DropType:
		for _, n := range x.Names {
			if t := s.findType(n); t != nil {
				s.dropType(t, x.Cascade)
			} else if !x.IfExists {
				s.unknown("type", n, x.Origin)
			}
		}
	default:
		return false
	}
	return true
}

func (s *state) exactType(n schema.Name) *schema.Type {
	for _, t := range s.db.Types {
		if t.Name.Name == n.Name && (t.Name.Schema == n.Schema || s.in(t.Name, n.Schema) || n.Schema == "" && s.in(t.Name, s.homeSchema())) {
			return t
		}
	}
	return nil
}

// findType finds the type a statement means.
func (s *state) findType(n schema.Name) *schema.Type {
	for _, in := range s.searched(n) {
		if t := s.exactType(schema.Name{Schema: in, Name: n.Name}); t != nil {
			return t
		}
	}
	if t := s.exactType(n); t != nil {
		return t
	}
	return s.db.Type(n)
}

// bindType gives a reference to a user-defined type the schema of the type it
// means now, so that it still means it when the search path has changed.
func (s *state) bindType(ref *schema.TypeRef) {
	if len(s.db.Types) == 0 || ref.Base == "" || ref.Schema == "" && s.db.Type(schema.Name{Name: ref.Base}) == nil {
		return
	}
	if t := s.findType(schema.Name{Schema: ref.Schema, Name: ref.Base}); t != nil {
		ref.Schema = t.Name.Schema
	}
}

func typeName(ref schema.TypeRef) schema.Name { return schema.Name{Schema: ref.Schema, Name: ref.Base} }

// references calls do for every reference to a type in the database.
func (s *state) references(do func(*schema.TypeRef)) {
	for _, t := range s.db.Tables {
		for _, c := range t.Columns {
			do(&c.Type)
		}
	}
	for _, t := range s.db.Types {
		do(&t.Base)
		for _, a := range t.Attrs {
			do(&a.Type)
		}
	}
	for _, f := range s.db.Functions {
		do(&f.Returns)
		for i := range f.Args {
			do(&f.Args[i].Type)
		}
	}
}

// moveType renames a type and follows it.
func (s *state) moveType(t *schema.Type, to schema.Name) {
	s.references(func(ref *schema.TypeRef) {
		if typeName(*ref) == t.Name {
			ref.Schema, ref.Base, ref.Raw = to.Schema, to.Name, to.String()
			if ref.Array {
				ref.Raw += "[]"
			}
		}
	})
	t.Name = to
}

func (s *state) alterType(t *schema.Type, x schema.AlterType) {
	switch {
	case x.NewName != "":
		s.moveType(t, schema.Name{Schema: t.Name.Schema, Name: x.NewName})
	case x.AddLabel != "":
		if !slices.Contains(t.Labels, x.AddLabel) {
			at := slices.Index(t.Labels, x.Beside)
			switch {
			case at < 0:
				at = len(t.Labels)
			case x.After:
				at++
			}
			t.Labels = slices.Insert(slices.Clone(t.Labels), at, x.AddLabel)
		}
	case x.Rename != "":
		if i := slices.Index(t.Labels, x.RenameFrom); i >= 0 {
			t.Labels[i] = x.Rename
		}
		s.changeAttributes(t, x)
	case x.NotNull != nil:
		t.NotNull = schema.TriOf(*x.NotNull)
	case x.AddCheck != nil:
		t.Checks = append(t.Checks, x.AddCheck)
	default:
		s.changeAttributes(t, x)
	}
}

// changeAttributes changes a composite type.
func (s *state) changeAttributes(t *schema.Type, x schema.AlterType) {
	if x.AddAttr != nil {
		t.Attrs = append(t.Attrs, x.AddAttr)
	}
	t.Attrs = slices.DeleteFunc(t.Attrs, func(c *schema.Column) bool { return x.DropAttr != "" && c.Name == x.DropAttr })
	for _, a := range t.Attrs {
		if x.SetAttr != nil && a.Name == x.SetAttr.Name {
			a.Type = x.SetAttr.Type
		}
		if a.Name == x.RenameFrom {
			a.Name = x.Rename
		}
	}
}

// dropType drops a type and, when cascading, the columns of it.
func (s *state) dropType(t *schema.Type, cascade bool) {
	s.db.Types = slices.DeleteFunc(s.db.Types, func(x *schema.Type) bool { return x == t })
	if !cascade {
		return
	}
	for _, table := range s.db.Tables {
		for _, c := range slices.Clone(table.Columns) {
			if typeName(c.Type) == t.Name {
				s.removeColumn(table, c)
			}
		}
	}
}

// resolveTypes fills in the labels and domains of the types that columns name.
func (s *state) resolveTypes() {
	if len(s.db.Types) == 0 {
		return
	}
	byName := map[schema.Name]*schema.Type{}
	for _, t := range s.db.Types {
		byName[t.Name] = t
	}
	s.references(func(ref *schema.TypeRef) {
		t := byName[typeName(*ref)]
		if t == nil && ref.Schema == "" {
			t = byName[schema.Name{Schema: s.homeSchema(), Name: ref.Base}]
		}
		switch {
		case t == nil:
		case t.Kind == schema.EnumKind:
			ref.Enum = t.Labels
		case t.Kind == schema.DomainKind && &t.Base != ref:
			ref.Domain = t
		}
	})
}
