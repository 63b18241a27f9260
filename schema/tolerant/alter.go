package tolerant

import "github.com/privet-dev/privet/schema"

// alter reads ALTER: of tables wholly, of accounts, views and the rest what the
// model knows of them.
func (r *reader) alter() (string, error) {
	r.next()
	var m modifiers
	for r.keyword() != "TABLE" && r.modifier(&m) {
	}
	r.accept("IGNORE")
	switch r.keyword() {
	case "TABLE":
		return "ALTER TABLE", r.alterTable(m)
	case "VIEW":
		if r.dialect == schema.MySQL { // restates the view whole
			return "ALTER VIEW", r.createView(modifiers{orReplace: true, definer: m.definer, security: m.security})
		}
	case "USER", "ROLE":
		return r.alterRole()
	case "PROCEDURE", "FUNCTION":
		if r.dialect == schema.MySQL {
			return "ALTER " + r.keyword(), r.alterRoutine()
		}
	case "EVENT":
		if r.dialect == schema.MySQL {
			return "ALTER EVENT", r.alterEvent(m)
		}
	}
	return "", nil
}

// target is the table an ALTER TABLE speaks of.
type target struct {
	name     schema.Name
	ifExists bool
	only     bool
	foreign  bool
}

func (r *reader) alterTable(m modifiers) error {
	r.next()
	t := target{ifExists: r.accept("IF", "EXISTS"), foreign: m.foreign}
	t.only = r.accept("ONLY")
	var err error
	if t.name, _, err = r.name("a table name"); err != nil {
		return err
	}
	r.accept("*")
	r.accept("NOWAIT")
	if r.accept("WAIT") {
		r.next()
	}
	return r.list(func() error {
		err := r.alteration(&t)
		r.skipItem()
		return err
	})
}

// alteration reads one change of the list. A change that does not touch the
// model (ENABLE KEYS, ORDER BY, ROW_FORMAT=x) is stepped over.
func (r *reader) alteration(t *target) error {
	switch r.keyword() {
	case "ADD":
		r.next()
		return r.alterAdd(t)
	case "DROP":
		r.next()
		return r.alterDrop(t)
	case "CHANGE", "MODIFY":
		return r.replaceColumn(t)
	case "RENAME":
		r.next()
		return r.alterRename(t)
	case "ALTER":
		r.next()
		return r.alterColumn(t)
	case "COMMENT":
		r.next()
		r.accept("=")
		if c := r.comment(); c != nil {
			r.add(schema.SetComment{Kind: schema.TableObject, Name: t.name, Text: *c})
		}
		return nil
	}
	return r.alterOwnership(t)
}

// alterAdd reads ADD: a column, several columns in a bracket, a constraint or
// an index.
func (r *reader) alterAdd(t *target) error {
	if c, ok := r.tableConstraint(); ok {
		if c != nil {
			r.add(schema.AddConstraint{Table: t.name, Constraint: c})
		}
		return nil
	}
	if idx := r.inlineIndex(t.name); idx != nil {
		r.add(schema.CreateIndex{Index: idx})
		return nil
	}
	if r.at("PARTITION") || r.at("SYSTEM", "VERSIONING") || r.at("PERIOD", "FOR") {
		return nil
	}
	r.accept("COLUMN")
	ifNotExists := r.accept("IF", "NOT", "EXISTS")
	if !r.accept("(") {
		return r.addColumn(t, ifNotExists)
	}
	return r.addColumns(t, ifNotExists)
}

// addColumns reads ADD (a int, b int, KEY k (a)) behind its bracket.
func (r *reader) addColumns(t *target, ifNotExists bool) error {
	err := r.list(func() error {
		if c, ok := r.tableConstraint(); ok {
			if c != nil {
				r.add(schema.AddConstraint{Table: t.name, Constraint: c})
			}
			return nil
		}
		if idx := r.inlineIndex(t.name); idx != nil {
			r.add(schema.CreateIndex{Index: idx})
			return nil
		}
		return r.addColumn(t, ifNotExists)
	})
	if err == nil && !r.accept(")") {
		return r.expected(`")" behind the columns`, hintTruncated)
	}
	return err
}

func (r *reader) addColumn(t *target, ifNotExists bool) error {
	d, err := r.definition()
	if err != nil {
		return err
	}
	r.add(schema.AddColumn{Table: t.name, Column: d.column, IfExists: t.ifExists, IfNotExists: ifNotExists, Only: t.only,
		First: d.first, After: d.after})
	r.addConstraints(t, d)
	return nil
}

func (r *reader) addConstraints(t *target, d definition) {
	for _, c := range d.constraints {
		r.add(schema.AddConstraint{Table: t.name, Constraint: c})
	}
}

// replaceColumn reads MySQL's CHANGE old new type ... and MODIFY name type ...
func (r *reader) replaceColumn(t *target) error {
	change := r.next().Is("CHANGE")
	r.accept("COLUMN")
	op := schema.ReplaceColumn{Table: t.name, IfExists: r.accept("IF", "EXISTS") || t.ifExists}
	if change {
		old, _, err := r.column()
		if err != nil {
			return err
		}
		op.Old = old
	}
	d, err := r.definition()
	if err != nil {
		return err
	}
	op.Column, op.First, op.After = d.column, d.first, d.after
	if !change {
		op.Old = d.column.Name
	}
	r.add(op)
	r.addConstraints(t, d)
	return nil
}

// alterDrop reads DROP: a column, a constraint or an index.
func (r *reader) alterDrop(t *target) error {
	origin := r.origin(r.peek())
	switch {
	case r.accept("PRIMARY", "KEY"):
		kind := schema.PrimaryKey
		r.add(schema.DropConstraint{Table: t.name, Kind: &kind, Origin: origin})
		return nil
	case r.at("PARTITION"), r.at("SYSTEM", "VERSIONING"), r.at("PERIOD", "FOR"):
		return nil
	case r.accept("FOREIGN", "KEY"), r.accept("CONSTRAINT"), r.at("CHECK") && r.isName(r.ahead(1)) && r.accept("CHECK"):
		ifExists := r.accept("IF", "EXISTS")
		n, _, err := r.column()
		if err == nil {
			r.add(schema.DropConstraint{Table: t.name, Name: n, IfExists: ifExists, Origin: origin})
		}
		return err
	case r.atIndexWord() && r.acceptAny("INDEX", "KEY"):
		r.accept("IF", "EXISTS")
		n, _, err := r.column()
		if err == nil {
			r.add(schema.DropIndex{Name: schema.Name{Name: n}, Table: &t.name, Origin: origin})
		}
		return err
	}
	r.accept("COLUMN")
	ifExists := r.accept("IF", "EXISTS")
	n, tok, err := r.column()
	if err != nil {
		return err
	}
	r.add(schema.DropColumn{Table: t.name, Column: n, IfExists: ifExists || t.ifExists, Cascade: r.at("CASCADE"), Origin: r.origin(tok)})
	return nil
}

// atIndexWord reports whether INDEX or KEY here is the keyword, and not the
// name of a column: a name follows then.
func (r *reader) atIndexWord() bool {
	return r.isName(r.ahead(1)) && !r.ahead(1).Is("CASCADE") && !r.ahead(1).Is("RESTRICT")
}

// alterRename reads RENAME: of the table, a column, an index or a constraint.
func (r *reader) alterRename(t *target) error {
	switch {
	case (r.at("INDEX") || r.at("KEY")) && r.atIndexWord() && !r.ahead(1).Is("TO"):
		r.next()
		from, to, origin, err := r.fromTo()
		if err == nil {
			r.add(schema.RenameIndex{Name: schema.Name{Name: from}, Table: &t.name, To: to, Origin: origin})
		}
		return err
	case r.accept("CONSTRAINT"):
		from, to, origin, err := r.fromTo()
		if err == nil {
			r.add(schema.RenameConstraint{Table: t.name, From: from, To: to, Origin: origin})
		}
		return err
	case r.at("COLUMN") && !r.ahead(1).Is("TO"), r.isName(r.peek()) && r.ahead(1).Is("TO") && !r.at("TO"):
		r.accept("COLUMN")
		ifExists := r.accept("IF", "EXISTS")
		from, to, origin, err := r.fromTo()
		if err == nil {
			r.add(schema.RenameColumn{Table: t.name, From: from, To: to, IfExists: ifExists || t.ifExists, Origin: origin})
		}
		return err
	}
	_ = r.acceptAny("TO", "AS", "=")
	to, origin, err := r.name("the table's new name")
	if err != nil {
		return err
	}
	r.renameTable(t.name, to, origin)
	t.name = to
	return nil
}

// fromTo reads "a TO b".
func (r *reader) fromTo() (from, to string, origin schema.Origin, err error) {
	if from, _, err = r.column(); err != nil {
		return
	}
	if !r.accept("TO") {
		return from, "", origin, r.expected("TO", "")
	}
	to, t, err := r.column()
	return from, to, r.origin(t), err
}

// renameTable adds the rename. A new name without schema stays in the old one's.
func (r *reader) renameTable(from, to schema.Name, origin schema.Origin) {
	if to.Schema == "" {
		to.Schema = from.Schema
	}
	r.add(schema.RenameTable{From: from, To: to, Origin: origin})
}
