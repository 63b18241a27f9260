package replay

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// takeOutput gives CREATE TABLE AS the columns of its query. Plain references
// keep their type; NOT NULL and defaults are kept by MySQL alone.
func (s *state) takeOutput(t *schema.Table, v *schema.View) {
	if len(v.Columns) == 0 {
		v.Columns = s.outputOf(v)
	}
	for _, out := range v.Columns {
		if out.Name == "*" {
			s.takeStar(t, out)
			continue
		}
		c := &schema.Column{Name: out.Name, Type: out.Type, Origin: t.Origin}
		for _, use := range out.From {
			t.From = append(t.From, use)
			source := s.table(use.Table)
			if source == nil || !c.Type.IsZero() || source.Column(use.Column) == nil {
				continue
			}
			from := source.Column(use.Column)
			c.Type = from.Type
			if s.dialect == schema.MySQL && len(out.From) == 1 && len(out.Via) == 0 {
				c.NotNull, c.Default, c.Comment = from.NotNull, from.Default, from.Comment
				if zero := "0"; from.Identity {
					c.Default = &schema.Expr{Text: zero, Literal: &zero}
				}
			}
		}
		s.bindType(&c.Type)
		if column(t, c.Name) == nil {
			t.Columns = append(t.Columns, c)
		}
	}
}

func (s *state) takeStar(t *schema.Table, star schema.ViewColumn) {
	for _, use := range star.From {
		source := s.table(use.Table)
		if source == nil {
			continue
		}
		for _, c := range source.Columns {
			t.From = append(t.From, schema.ColumnUse{Table: source.Name, Column: c.Name})
			if column(t, c.Name) == nil {
				t.Columns = append(t.Columns, &schema.Column{Name: c.Name, Type: c.Type, Origin: t.Origin})
			}
		}
	}
}

// outputOf reads the columns of a query that the statement's reader left as text.
func (s *state) outputOf(v *schema.View) []schema.ViewColumn {
	parsed, err := query.Parse(v.Query, s.dialect, s.db)
	if err != nil {
		return nil // the table has no columns that are known
	}
	var columns []schema.ViewColumn
	for _, out := range parsed.Outputs {
		c := schema.ViewColumn{Name: out.Name, From: out.From}
		for _, fn := range out.Via {
			c.Via = append(c.Via, fn.Name)
		}
		columns = append(columns, c)
	}
	return columns
}
