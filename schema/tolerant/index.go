package tolerant

import "github.com/privet-dev/privet/schema"

// createIndex reads CREATE INDEX. MySQL and SQLite need a name, PostgreSQL
// makes one up.
func (r *reader) createIndex(m modifiers) error {
	r.next()
	r.accept("CONCURRENTLY")
	r.accept("IF", "NOT", "EXISTS")
	idx := &schema.Index{Unique: m.unique, Origin: r.origin(r.peek())}
	if !r.at("ON") {
		n, origin, err := r.name("an index name")
		if err != nil {
			return err
		}
		idx.Name, idx.Origin = n.Name, origin
	}
	r.using()
	if !r.accept("ON") {
		return r.expected("ON and a table name", "")
	}
	r.accept("ONLY")
	table, _, err := r.name("a table name")
	if err != nil {
		return err
	}
	idx.Table = table
	r.using()
	idx.Columns, idx.Exprs = r.columnList()
	for !r.atEnd() && !r.at("WHERE") {
		r.skipOne()
	}
	if r.accept("WHERE") {
		idx.Where = r.expr(r.i, len(r.toks))
	}
	r.add(schema.CreateIndex{Index: idx})
	return nil
}

// using steps over USING BTREE.
func (r *reader) using() {
	if r.accept("USING") {
		r.next()
	}
}
