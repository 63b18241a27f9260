package tolerant

import "github.com/privet-dev/privet/schema"

// drop reads DROP of any object the model knows.
func (r *reader) drop() (string, error) {
	r.next()
	var m modifiers
	for r.modifier(&m) {
	}
	kind := r.keyword()
	r.next()
	r.accept("CONCURRENTLY")
	ifExists := r.accept("IF", "EXISTS")
	switch kind {
	case "TABLE", "TABLES", "VIEW":
		return "DROP " + kind, r.dropRelations(kind == "VIEW", ifExists)
	case "INDEX":
		return "DROP INDEX", r.dropIndex()
	case "TRIGGER":
		return "DROP TRIGGER", r.dropTrigger()
	case "FUNCTION", "PROCEDURE", "EVENT":
		return "DROP " + kind, r.dropRoutine(ifExists)
	case "USER", "ROLE":
		return "DROP " + kind, r.dropRoles()
	case "DATABASE", "SCHEMA":
		n, origin, err := r.name("a schema name")
		if err == nil {
			r.add(schema.DropSchema{Name: n.Name, Cascade: r.dialect == schema.MySQL || r.at("CASCADE"), Origin: origin})
		}
		return "DROP SCHEMA", err
	}
	return "", nil
}

func (r *reader) dropRelations(view, ifExists bool) error {
	names, origin, err := r.names("a name")
	if err != nil {
		return err
	}
	if view {
		r.add(schema.DropView{Names: names, IfExists: ifExists, Cascade: r.at("CASCADE"), Origin: origin})
	} else {
		r.add(schema.DropTable{Names: names, IfExists: ifExists, Cascade: r.at("CASCADE"), Origin: origin})
	}
	return nil
}

func (r *reader) dropIndex() error {
	n, origin, err := r.name("an index name")
	if err != nil {
		return err
	}
	op := schema.DropIndex{Name: n, Origin: origin}
	if r.accept("ON") {
		table, _, err := r.name("a table name")
		if err != nil {
			return err
		}
		op.Table = &table
	}
	r.add(op)
	return nil
}

func (r *reader) dropTrigger() error {
	n, origin, err := r.name("a trigger name")
	if err != nil {
		return err
	}
	op := schema.DropTrigger{Name: n.Name, Origin: origin}
	if r.accept("ON") {
		table, _, err := r.name("a table name")
		if err != nil {
			return err
		}
		op.Table = &table
	}
	r.add(op)
	return nil
}

func (r *reader) dropRoutine(ifExists bool) error {
	n, origin, err := r.name("a routine name")
	if err != nil {
		return err
	}
	op := schema.DropFunction{Name: n, IfExists: ifExists, Origin: origin}
	if r.at("(") {
		from, to := r.skipBrackets()
		text, _, _ := r.textOf(from, to)
		op.Signature = &text
	}
	r.add(op)
	return nil
}

// rename reads MySQL's RENAME TABLE a TO b, c TO d and RENAME USER.
func (r *reader) rename() (string, error) {
	r.next()
	switch {
	case r.accept("TABLE"), r.accept("TABLES"):
		r.accept("IF", "EXISTS")
		return "RENAME TABLE", r.list(r.renameOne)
	case r.accept("USER"):
		return "RENAME USER", r.list(r.renameUser)
	}
	return "", nil
}

func (r *reader) renameOne() error {
	from, _, err := r.name("a table name")
	if err != nil {
		return err
	}
	if !r.accept("TO") {
		return r.expected("TO", "")
	}
	to, origin, err := r.name("the table's new name")
	if err != nil {
		return err
	}
	r.renameTable(from, to, origin)
	return nil
}
