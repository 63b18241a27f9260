package analyzer

import (
	"fmt"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// misnamed lists the corrections in schema comments and struct tags that name a
// category nobody knows. They have no effect, and who wrote one must hear so.
func misnamed(c *personal.Classifier, databases []*schema.Database, models []usage.Model) []schema.Note {
	var notes []schema.Note
	look := func(text, about string, at schema.Origin) {
		word, nearest, bad := c.Misnamed(text)
		if !bad {
			return
		}
		n := schema.Note{Origin: at, Message: fmt.Sprintf("unknown category %q in the correction of %s: it has no effect", word, about)}
		if nearest != "" {
			n.Hint = "did you mean category=" + nearest + "?"
		}
		notes = append(notes, n)
	}
	stated := func(about string, origin schema.Origin, texts ...*schema.Text) {
		for _, t := range texts {
			if t == nil {
				continue
			}
			at := t.Origin
			if !at.IsValid() {
				at = origin
			}
			look(t.Text, about, at)
		}
	}
	for _, db := range databases {
		for _, t := range db.Tables {
			stated(t.Name.String(), t.Origin, t.Comment, t.LineComment)
			for _, col := range t.Columns {
				stated(t.Name.String()+"."+col.Name, col.Origin, col.Comment, col.LineComment)
			}
		}
	}
	for _, m := range models {
		for _, f := range m.Fields {
			if tag := f.Tags["privet"]; tag != "" {
				look("privet:"+tag, m.Type+"."+f.Name, schema.Origin{Span: f.Span})
			}
		}
	}
	return notes
}
