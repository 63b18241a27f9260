package replay

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// takeColumns gives a table what LIKE copies from another.
func (s *state) takeColumns(t *schema.Table, like schema.LikeTable) {
	source := s.table(like.Name)
	if source == nil {
		if v := s.view(like.Name); v != nil {
			for _, c := range v.Columns {
				t.Columns = append(t.Columns, &schema.Column{Name: c.Name, Type: c.Type, Origin: t.Origin})
			}
			return
		}
		s.unknown("table", like.Name, t.Origin)
		return
	}
	for _, c := range source.Columns {
		s.mergeColumn(t, likeColumn(c, like.Parts))
	}
	for _, c := range source.Constraints { // never a foreign key: MySQL manual 15.1.20.3, PostgreSQL's CREATE TABLE
		key := c.Kind == schema.PrimaryKey || c.Kind == schema.UniqueKey || c.Kind == schema.Exclusion
		if key && like.Parts&schema.LikeKeys != 0 || c.Kind == schema.CheckConstraint && like.Parts&schema.LikeChecks != 0 {
			twin := *c
			if key && s.dialect == schema.PostgreSQL {
				twin.Name = "" // the server makes a new one; a check keeps its own
			}
			t.Constraints = append(t.Constraints, &twin)
		}
	}
	if s.dialect == schema.MySQL && t.Comment == nil {
		t.Comment = source.Comment
	}
	if like.Parts&schema.LikeKeys != 0 {
		for _, i := range source.Indexes {
			twin := *i
			twin.Table, twin.Origin = t.Name, t.Origin
			if s.dialect == schema.PostgreSQL {
				twin.Name = indexName(t, i)
			}
			t.Indexes = append(t.Indexes, &twin)
		}
	}
}

// indexName is how PostgreSQL names the copy of an index (ChooseIndexName in
// commands/indexcmds.c).
func indexName(t *schema.Table, i *schema.Index) string {
	parts := append([]string{t.Name.Name}, i.Columns...)
	for range i.Exprs {
		parts = append(parts, "expr")
	}
	return strings.Join(append(parts, "idx"), "_")
}

// likeColumn is what LIKE makes of a column. A serial is an integer whose default
// is a sequence; the copy draws from the same.
func likeColumn(c *schema.Column, parts schema.LikeParts) *schema.Column {
	twin := copyOf(c)
	if serial := c.Identity && strings.HasSuffix(c.Type.Raw, "serial"); c.Identity {
		twin.Identity = serial && parts&schema.LikeDefaults != 0 || !serial && parts&schema.LikeIdentity != 0
	}
	if parts&schema.LikeDefaults == 0 {
		twin.Default = nil
	}
	if parts&schema.LikeGenerated == 0 {
		twin.Generated = nil
	}
	if parts&schema.LikeComments == 0 {
		twin.Comment = nil
	}
	return twin
}
