package tolerant

import "github.com/privet-dev/privet/schema"

// alterColumn reads ALTER TABLE ... ALTER [COLUMN] x behind ALTER.
func (r *reader) alterColumn(t *target) error {
	if (r.at("INDEX") || r.at("CONSTRAINT") || r.at("CHECK") || r.at("KEY")) && r.atIndexWord() && !r.ahead(1).Is("SET") {
		return nil // visibility or enforcement of an index or check
	}
	r.accept("COLUMN")
	r.accept("IF", "EXISTS")
	n, tok, err := r.column()
	if err != nil {
		return err
	}
	op := schema.AlterColumn{Table: t.name, Column: n, Origin: r.origin(tok)}
	if r.columnChange(&op) {
		r.add(op)
	}
	return nil
}

// columnChange reads what happens to the column, and reports whether it matters
// to the model.
func (r *reader) columnChange(op *schema.AlterColumn) bool {
	yes, no := true, false
	switch {
	case r.accept("SET", "DEFAULT"):
		op.Default = r.defaultExpr()
	case r.accept("DROP", "DEFAULT"):
		op.DropDefault = true
	case r.accept("SET", "NOT", "NULL"):
		op.NotNull = &yes
	case r.accept("DROP", "NOT", "NULL"):
		op.NotNull = &no
	case r.accept("SET", "DATA", "TYPE"), r.accept("TYPE"):
		typ := r.typeRef()
		op.Type = &typ
	case r.accept("ADD", "GENERATED"):
		op.Identity = &yes
	case r.accept("DROP", "IDENTITY"):
		op.Identity = &no
	case r.accept("DROP", "EXPRESSION"):
		op.DropGenerate = true
	default:
		return false
	}
	return true
}

// alterOwnership reads PostgreSQL's changes to whose a table is and who sees its
// rows.
func (r *reader) alterOwnership(t *target) error {
	origin := r.origin(r.peek())
	yes, no := true, false
	switch {
	case r.accept("OWNER", "TO"):
		r.add(schema.SetOwner{Kind: schema.TableObject, Name: t.name, Owner: r.ident(r.next()), Origin: origin})
	case r.accept("SET", "SCHEMA"):
		r.add(schema.SetSchema{Kind: schema.TableObject, Name: t.name, Schema: r.ident(r.next()), Origin: origin})
	case r.accept("ENABLE", "ROW", "LEVEL", "SECURITY"):
		r.add(schema.SetRowSecurity{Table: t.name, Enabled: &yes, Origin: origin})
	case r.accept("DISABLE", "ROW", "LEVEL", "SECURITY"):
		r.add(schema.SetRowSecurity{Table: t.name, Enabled: &no, Origin: origin})
	case r.accept("FORCE", "ROW", "LEVEL", "SECURITY"):
		r.add(schema.SetRowSecurity{Table: t.name, Forced: &yes, Origin: origin})
	case r.accept("NO", "FORCE", "ROW", "LEVEL", "SECURITY"):
		r.add(schema.SetRowSecurity{Table: t.name, Forced: &no, Origin: origin})
	case r.accept("ATTACH", "PARTITION"), r.accept("DETACH", "PARTITION"):
		return r.partition(t, origin)
	case r.accept("INHERIT"), r.accept("NO", "INHERIT"):
		detach := r.toks[r.i-2].Is("NO")
		parent, _, err := r.name("a table name")
		if err == nil {
			r.add(schema.SetParent{Table: t.name, Parent: parent, Detach: detach, Origin: origin})
		}
		return err
	}
	return nil
}

// partition reads the partition's name of ATTACH and DETACH PARTITION.
func (r *reader) partition(t *target, origin schema.Origin) error {
	detach := r.toks[r.i-2].Is("DETACH")
	child, _, err := r.name("the partition's name")
	if err == nil {
		r.add(schema.SetParent{Table: child, Parent: t.name, Detach: detach, Partition: true, Origin: origin})
	}
	return err
}
