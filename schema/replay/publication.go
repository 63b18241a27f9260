package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyPublication(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreatePublication:
		x.Publication.Tables = s.published(x.Publication.Tables)
		x.Publication.Owner = s.owner(x.Publication.Owner)
		s.db.Publications = append(s.db.Publications, x.Publication)
	case schema.AlterPublication:
		if p := s.publication(x.Name); p != nil {
			s.alterPublication(p, x)
		} else {
			s.unknown("publication", schema.Name{Name: x.Name}, x.Origin)
		}
	case schema.DropPublication:
		s.db.Publications = slices.DeleteFunc(s.db.Publications, func(p *schema.Publication) bool { return slices.Contains(x.Names, p.Name) })
	default:
		return false
	}
	return true
}

func (s *state) publication(name string) *schema.Publication {
	for _, p := range s.db.Publications {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// published gives the tables of a publication their full names.
func (s *state) published(list []schema.PublishedTable) []schema.PublishedTable {
	for i := range list {
		list[i].Table, _ = s.relation(list[i].Table)
	}
	return list
}

func (s *state) alterPublication(p *schema.Publication, x schema.AlterPublication) {
	tables := s.published(x.Tables)
	switch x.Action {
	case "rename":
		p.Name = x.RenameTo
	case "set":
		p.Tables, p.Schemas = tables, x.Schemas
	case "add":
		p.Tables, p.Schemas = append(p.Tables, tables...), append(p.Schemas, x.Schemas...)
	case "drop":
		p.Tables = slices.DeleteFunc(p.Tables, func(t schema.PublishedTable) bool {
			return slices.ContainsFunc(tables, func(d schema.PublishedTable) bool { return d.Table == t.Table })
		})
		p.Schemas = without(p.Schemas, x.Schemas)
	}
}
