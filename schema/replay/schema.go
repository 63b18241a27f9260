package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applySchema(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreateSchema:
		s.createSchema(x.Schema)
	case schema.DropSchema:
		s.dropSchema(x.Name, x.Cascade)
	case schema.RenameSchema:
		s.renameSchema(x)
	case schema.SetSchema:
		s.setSchema(x)
	case schema.SetOwner:
		s.setOwner(x)
	default:
		return false
	}
	return true
}

func (s *state) schema(name string) *schema.Schema {
	for _, x := range s.db.Schemas {
		if x.Name == name {
			return x
		}
	}
	return nil
}

func (s *state) createSchema(x *schema.Schema) {
	x.Owner = s.owner(x.Owner)
	if s.schema(x.Name) == nil {
		s.db.Schemas = append(s.db.Schemas, x)
		s.applyDefaults(schema.SchemaObject, schema.Name{Name: x.Name}, x.Owner)
	}
}

func (s *state) dropSchema(name string, cascade bool) {
	s.db.Schemas = slices.DeleteFunc(s.db.Schemas, func(x *schema.Schema) bool { return x.Name == name })
	s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool {
		return g.Kind == schema.SchemaObject && g.Object.Name == name
	})
	if !cascade {
		return
	}
	for _, v := range slices.Clone(s.db.Views) {
		if s.in(v.Name, name) {
			s.dropView(v, true)
		}
	}
	for _, t := range slices.Clone(s.db.Tables) {
		if s.in(t.Name, name) {
			s.dropTable(t, true)
		}
	}
	for _, f := range slices.Clone(s.db.Functions) {
		if s.in(f.Name, name) {
			s.dropFunction(f)
		}
	}
	for _, t := range slices.Clone(s.db.Types) {
		if s.in(t.Name, name) {
			s.dropType(t, true)
		}
	}
}

func (s *state) renameSchema(x schema.RenameSchema) {
	if own := s.schema(x.From); own != nil {
		own.Name = x.To
	}
	for _, t := range slices.Clone(s.db.Tables) {
		if s.in(t.Name, x.From) {
			old := t.Name
			s.db.RenameTable(t, schema.Name{Schema: x.To, Name: old.Name})
			s.renameReferences(old, t.Name)
		}
	}
	for _, v := range slices.Clone(s.db.Views) {
		if s.in(v.Name, x.From) {
			old := v.Name
			s.db.RenameView(v, schema.Name{Schema: x.To, Name: old.Name})
			s.renameReferences(old, v.Name)
		}
	}
	for _, f := range s.db.Functions {
		if s.in(f.Name, x.From) {
			s.moveFunction(f, schema.Name{Schema: x.To, Name: f.Name.Name})
		}
	}
	for _, t := range s.db.Types {
		if s.in(t.Name, x.From) {
			s.moveType(t, schema.Name{Schema: x.To, Name: t.Name.Name})
		}
	}
	for i := range s.db.Grants {
		if g := &s.db.Grants[i]; g.Kind == schema.SchemaObject && g.Object.Name == x.From {
			g.Object.Name = x.To
		}
	}
}

// setSchema moves an object to another schema; a table's name stays, so its
// history does not grow.
func (s *state) setSchema(x schema.SetSchema) {
	to := func(n schema.Name) schema.Name { return schema.Name{Schema: x.Schema, Name: n.Name} }
	switch x.Kind {
	case schema.FunctionObject:
		if f := s.function(x.Name, nil); f != nil {
			s.moveFunction(f, to(f.Name))
			return
		}
	case schema.TypeObject:
		if t := s.findType(x.Name); t != nil {
			s.moveType(t, to(t.Name))
			return
		}
	case schema.TableObject, schema.ViewObject:
		if t := s.table(x.Name); t != nil {
			old := t.Name
			s.db.RenameTable(t, to(old))
			s.renameReferences(old, t.Name)
			return
		}
		if v := s.view(x.Name); v != nil {
			old := v.Name
			s.db.RenameView(v, to(old))
			s.renameReferences(old, v.Name)
			return
		}
	default:
		return
	}
	s.unknown("object", x.Name, x.Origin)
}

func (s *state) setOwner(x schema.SetOwner) {
	owner := s.named(x.Owner)
	switch x.Kind {
	case schema.TableObject, schema.ViewObject:
		if t := s.table(x.Name); t != nil {
			t.Owner = owner
		} else if v := s.view(x.Name); v != nil {
			v.Owner = owner
		}
	case schema.FunctionObject:
		for _, f := range s.db.Functions {
			if f.Name.Name == x.Name.Name && (x.Name.Schema == "" || s.in(f.Name, x.Name.Schema)) {
				f.Owner = owner
			}
		}
	case schema.SchemaObject:
		if own := s.schema(x.Name.Name); own != nil {
			own.Owner = owner
		} else {
			s.db.Schemas = append(s.db.Schemas, &schema.Schema{Name: x.Name.Name, Owner: owner, Origin: x.Origin})
		}
	case schema.TypeObject:
		if t := s.findType(x.Name); t != nil {
			t.Owner = owner
		}
	case schema.PublicationObject:
		if p := s.publication(x.Name.Name); p != nil {
			p.Owner = owner
		}
	}
}
