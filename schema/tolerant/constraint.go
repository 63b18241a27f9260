package tolerant

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// columnConstraint reads a constraint behind a column and reports whether the
// column goes on.
func (r *reader) columnConstraint(d *definition) bool {
	name := ""
	origin := r.origin(r.peek())
	if r.accept("CONSTRAINT") {
		if r.startsTableConstraint() { // SQLite: no comma before a table constraint
			r.i--
			return false
		}
		if r.atName() && !constraintWords[r.keyword()] {
			name = r.ident(r.next())
		}
	}
	c := &schema.Constraint{Name: name, Columns: []string{d.column.Name}, Origin: origin}
	switch {
	case r.accept("PRIMARY", "KEY"), r.accept("KEY"), r.accept("PRIMARY"):
		c.Kind = schema.PrimaryKey
		r.acceptAny("ASC", "DESC")
		r.onConflict()
		if r.dialect != schema.SQLite {
			d.column.NotNull = schema.Yes
		}
	case r.accept("UNIQUE"):
		c.Kind = schema.UniqueKey
		r.acceptAny("KEY", "INDEX")
		r.onConflict()
	case r.at("REFERENCES"):
		c.Kind = schema.ForeignKey
		r.references(c)
	case r.at("CHECK"):
		return r.columnCheck(d, c)
	default: // CONSTRAINT x NOT NULL, CONSTRAINT x DEFAULT y: the next round reads it
		return !r.atEnd()
	}
	d.constraints = append(d.constraints, c)
	return !r.atEnd()
}

func (r *reader) columnCheck(d *definition, c *schema.Constraint) bool {
	r.next()
	if !r.at("(") {
		return !r.atEnd()
	}
	c.Kind, c.Expr, c.Columns = schema.CheckConstraint, r.bracketed(), nil
	if t := &d.column.Type; t.Base == "longtext" && slices.Equal(c.Expr.Funcs, []string{"json_valid"}) {
		t.Base = "json" // MariaDB writes its json so
		return !r.atEnd()
	}
	d.constraints = append(d.constraints, c)
	return !r.atEnd()
}

// constraintWords begin a constraint, and so are no constraint's name.
var constraintWords = wordSet(`PRIMARY UNIQUE FOREIGN CHECK EXCLUDE NOT NULL DEFAULT REFERENCES KEY COLLATE GENERATED`)

// startsTableConstraint reports whether what follows CONSTRAINT is a name and a
// constraint with a column list, which stands on its own in a table.
func (r *reader) startsTableConstraint() bool {
	n := 0
	if r.isName(r.ahead(0)) && !constraintWords[keyword(r.ahead(0))] {
		n = 1
	}
	switch keyword(r.ahead(n)) {
	case "FOREIGN", "EXCLUDE":
		return true
	case "PRIMARY":
		return r.ahead(n+2).Text == "("
	case "UNIQUE":
		return r.ahead(n+1).Text == "("
	}
	return false
}

// tableConstraint reads a constraint that stands on its own. ok is false when
// what stands there is none; nothing was read then.
func (r *reader) tableConstraint() (c *schema.Constraint, ok bool) {
	start := r.i
	c = &schema.Constraint{Origin: r.origin(r.peek())}
	if r.accept("CONSTRAINT") && r.atName() && !constraintWords[r.keyword()] {
		t := r.next()
		c.Name, c.Origin = r.ident(t), r.origin(t)
	}
	switch {
	case r.accept("PRIMARY", "KEY"):
		c.Kind = schema.PrimaryKey
		r.keyColumns(c)
	case r.accept("UNIQUE"):
		c.Kind = schema.UniqueKey
		r.acceptAny("KEY", "INDEX")
		r.accept("NULLS", "NOT", "DISTINCT")
		r.keyColumns(c)
	case r.accept("FOREIGN", "KEY"):
		c.Kind = schema.ForeignKey
		r.keyColumns(c)
		if r.at("REFERENCES") {
			r.references(c)
		}
	case r.at("CHECK") && r.ahead(1).Text == "(":
		r.next()
		c.Kind, c.Expr = schema.CheckConstraint, r.bracketed()
	case r.accept("EXCLUDE"):
		c.Kind = schema.Exclusion
	case r.accept("NOT", "NULL"): // PostgreSQL 18
		r.next()
		r.skipConstraintTail()
		return nil, true
	default:
		r.i = start
		return nil, false
	}
	r.skipConstraintTail()
	return c, true
}

// keyColumns reads [name] [USING x] (columns) or USING INDEX x; MySQL names a
// key here.
func (r *reader) keyColumns(c *schema.Constraint) {
	r.accept("IF", "NOT", "EXISTS")
	if r.accept("USING", "INDEX") {
		c.UsingIndex = r.ident(r.next())
		return
	}
	for !r.atEnd() && !r.at("(") && !r.at(",") && !r.at(")") {
		t := r.next()
		if c.Name == "" && r.isName(t) && !t.Is("USING") && !t.Is("BTREE") && !t.Is("HASH") {
			c.Name = r.ident(t)
		}
	}
	c.Columns, _ = r.columnList()
}

// skipConstraintTail steps over DEFERRABLE, NOT VALID, index options and the
// like, up to the comma or bracket behind the constraint, or the table
// constraint that follows without one.
func (r *reader) skipConstraintTail() {
	for !r.atEnd() && !r.at(",") && !r.at(")") && !r.at("FOREIGN", "KEY") && !r.at("CONSTRAINT") && !r.at("PRIMARY", "KEY") {
		r.skipOne()
	}
}

// references reads REFERENCES table (columns) and the actions behind it.
func (r *reader) references(c *schema.Constraint) {
	r.next()
	ref, _, err := r.name("a table name")
	if err != nil {
		return
	}
	c.RefTable = ref
	c.RefColumns, _ = r.columnList()
	for {
		switch {
		case r.accept("MATCH"):
			r.next()
		case r.accept("ON", "DELETE"):
			c.OnDelete = r.action()
		case r.accept("ON", "UPDATE"):
			c.OnUpdate = r.action()
		case r.accept("NOT", "DEFERRABLE"), r.accept("DEFERRABLE"), r.accept("INITIALLY", "DEFERRED"), r.accept("INITIALLY", "IMMEDIATE"):
		default:
			return
		}
	}
}

func (r *reader) action() schema.Action {
	switch {
	case r.accept("CASCADE"):
		return schema.Cascade
	case r.accept("RESTRICT"):
		return schema.Restrict
	case r.accept("SET", "NULL"):
		if r.at("(") {
			r.skipBrackets()
		}
		return schema.SetNull
	case r.accept("SET", "DEFAULT"):
		return schema.SetDefault
	}
	r.accept("NO", "ACTION")
	return schema.NoAction
}
