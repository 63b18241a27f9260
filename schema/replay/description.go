package replay

import "github.com/privet-dev/privet/schema"

// applyDescription applies comments and security labels.
func (s *state) applyDescription(op schema.Op) bool {
	switch x := op.(type) {
	case schema.SetComment:
		text := &x.Text
		if text.Text == "" {
			text = nil
		}
		s.setComment(x, text)
	case schema.SetLabel:
		s.setLabel(x)
	default:
		return false
	}
	return true
}

func (s *state) setComment(x schema.SetComment, text *schema.Text) {
	switch x.Kind {
	case schema.ColumnObject:
		if _, c := s.find(x.Name, x.Column, false, x.Text.Origin); c != nil {
			c.Comment = text
		}
	case schema.TableObject, schema.ViewObject:
		if t := s.table(x.Name); t != nil {
			t.Comment = text
		} else if v := s.view(x.Name); v != nil {
			v.Comment = text
		}
	case schema.FunctionObject:
		if f := s.function(x.Name, nil); f != nil {
			f.Comment = text
		}
	case schema.TypeObject:
		if t := s.findType(x.Name); t != nil {
			t.Comment = text
		}
	case schema.RoleObject:
		if r := s.db.Role(x.Name.Name); r != nil {
			r.Comment = text
		}
	}
}

// setLabel puts a provider's label in the place of the one it had; an empty one
// takes it away.
func (s *state) setLabel(x schema.SetLabel) {
	var labels *[]schema.Label
	switch x.Kind {
	case schema.ColumnObject:
		if _, c := s.find(x.Name, x.Column, false, x.Label.Origin); c != nil {
			labels = &c.Labels
		}
	case schema.TableObject:
		if t := s.table(x.Name); t != nil {
			labels = &t.Labels
		}
	}
	if labels == nil {
		return
	}
	var kept []schema.Label
	for _, l := range *labels {
		if l.Provider != x.Label.Provider {
			kept = append(kept, l)
		}
	}
	if x.Label.Text != "" {
		kept = append(kept, x.Label)
	}
	*labels = kept
}
