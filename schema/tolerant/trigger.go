package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// createTrigger reads CREATE TRIGGER; what follows the table is its body, save
// in PostgreSQL, where it names a function.
func (r *reader) createTrigger(m modifiers) error {
	r.next()
	r.accept("IF", "NOT", "EXISTS")
	n, origin, err := r.name("a trigger name")
	if err != nil {
		return err
	}
	t := &schema.Trigger{Name: n.Name, Definer: m.definer, When: "BEFORE", Origin: origin}
	switch {
	case r.acceptAny("BEFORE", "AFTER"):
		t.When = strings.ToUpper(r.toks[r.i-1].Text)
	case r.accept("INSTEAD", "OF"):
		t.When = "INSTEAD OF"
	}
	for !r.atEnd() && !r.at("ON") {
		switch kw := r.keyword(); kw {
		case "INSERT", "UPDATE", "DELETE", "TRUNCATE":
			t.Events = append(t.Events, kw)
		}
		r.next()
	}
	if !r.accept("ON") {
		return r.expected("ON and a table name", hintTruncated)
	}
	if t.Table, _, err = r.name("a table name"); err != nil {
		return err
	}
	r.triggerBody(t)
	r.add(schema.CreateTrigger{Trigger: t})
	return nil
}

func (r *reader) triggerBody(t *schema.Trigger) {
	r.accept("FOR", "EACH", "ROW")
	if r.acceptAny("FOLLOWS", "PRECEDES") {
		r.next()
	}
	if r.dialect != schema.PostgreSQL {
		t.Body, _ = r.rest()
		return
	}
	for !r.atEnd() && !r.accept("EXECUTE") {
		r.skipOne()
	}
	if r.acceptAny("FUNCTION", "PROCEDURE") && r.atName() {
		t.Func, _, _ = r.name("a function name")
	}
}
