package tolerant

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// createTable reads CREATE TABLE behind its modifiers.
func (r *reader) createTable(m modifiers) error {
	r.next()
	op := schema.CreateTable{OrReplace: m.orReplace, Table: &schema.Table{}}
	t := op.Table
	op.IfNotExists = r.accept("IF", "NOT", "EXISTS")
	name, origin, err := r.name("a table name")
	if err != nil {
		return err
	}
	t.Name, t.Origin, t.Prefix = name, origin, tablePrefix(name.Name)
	t.LineComment = r.lineComment(r.offsetBehind())
	switch {
	case m.foreign:
		t.Kind = schema.ForeignTable
	case m.temporary:
		t.Kind = schema.TemporaryTable
	}
	err = r.tableSource(&op)
	if err == nil {
		r.tableOptions(&op)
	}
	r.keysAreNotNull(t)
	r.add(op)
	return err
}

// tableSource reads where the columns come from: a bracket, LIKE, OF, PARTITION
// OF, or the query that AS introduces, which tableOptions reads.
func (r *reader) tableSource(op *schema.CreateTable) error {
	switch {
	case r.accept("LIKE"):
		return r.like(op)
	case r.accept("PARTITION", "OF"):
		parent, _, err := r.name("the partitioned table's name")
		op.Table.Kind, op.Table.Parents = schema.Partition, []schema.Name{parent}
		if err != nil || !r.at("(") {
			return err
		}
	case r.accept("OF"):
		of, _, err := r.name("a type name")
		op.OfType = &of
		if err != nil || !r.at("(") {
			return err
		}
	case r.at("(", "SELECT"):
		return nil
	}
	if r.at("(") {
		return r.tableBody(op)
	}
	if r.atEnd() {
		return r.expected(`"(" and the columns`, hintTruncated)
	}
	return nil
}

func (r *reader) like(op *schema.CreateTable) error {
	source, _, err := r.name("a table name")
	if err != nil {
		return err
	}
	like := schema.LikeTable{Name: source}
	if r.dialect == schema.MySQL {
		like.Parts = schema.LikeAll
	}
	for r.at("INCLUDING") || r.at("EXCLUDING") {
		with := r.accept("INCLUDING")
		if !with {
			r.next()
		}
		if part := likeParts[strings.ToUpper(r.next().Text)]; with {
			like.Parts |= part
		} else {
			like.Parts &^= part
		}
	}
	op.Like = append(op.Like, like)
	return nil
}

// likeParts are the words behind INCLUDING and EXCLUDING (PostgreSQL).
var likeParts = map[string]schema.LikeParts{"ALL": schema.LikeAll, "DEFAULTS": schema.LikeDefaults, "GENERATED": schema.LikeGenerated,
	"IDENTITY": schema.LikeIdentity, "INDEXES": schema.LikeKeys, "CONSTRAINTS": schema.LikeChecks, "COMMENTS": schema.LikeComments}

// tableBody reads the bracket with columns, constraints and keys. What it read
// before an error stays in the table.
func (r *reader) tableBody(op *schema.CreateTable) error {
	r.next()
	if op.Table.LineComment == nil {
		op.Table.LineComment = r.lineComment(r.offsetBehind())
	}
	for {
		before := r.i
		switch {
		case r.accept(")"):
			return nil
		case r.atEnd():
			return r.expected(`")" behind the columns`, hintTruncated)
		case r.accept(","):
			continue
		}
		if err := r.element(op); err != nil {
			return err
		}
		if r.i == before {
			r.next()
		}
	}
}

// element reads one element of a table's bracket.
func (r *reader) element(op *schema.CreateTable) error {
	t := op.Table
	if r.peek().Kind == token.Word {
		if c, ok := r.tableConstraint(); ok {
			if c != nil {
				t.Constraints = append(t.Constraints, c)
			}
			return nil
		}
		if idx := r.inlineIndex(t.Name); idx != nil {
			t.Indexes = append(t.Indexes, idx)
			return nil
		}
		switch {
		case r.accept("LIKE"):
			return r.like(op)
		case r.at("PERIOD", "FOR"):
			r.skipItem()
			return nil
		}
	}
	d, err := r.definition()
	if err != nil {
		return err
	}
	t.Columns = append(t.Columns, d.column)
	t.Constraints = append(t.Constraints, d.constraints...)
	return nil
}

// inlineIndex reads MySQL's KEY name (columns) lines, and nothing where the
// word is a column's name: behind "key varchar(20)" a number stands in the
// bracket, behind "KEY name (a)" a name.
func (r *reader) inlineIndex(table schema.Name) *schema.Index {
	if r.dialect == schema.PostgreSQL || r.dialect == schema.SQLite {
		return nil
	}
	n := 0
	switch r.keyword() {
	case "FULLTEXT", "SPATIAL", "VECTOR":
		if n = 1; r.ahead(1).Is("KEY") || r.ahead(1).Is("INDEX") {
			n = 2
		}
	case "KEY", "INDEX":
		n = 1
	default:
		return nil
	}
	open := n
	for k := r.ahead(open); k.Kind != token.EOF && k.Text != "(" && k.Text != "," && k.Text != ")"; k = r.ahead(open) {
		open++
	}
	if inside := r.ahead(open + 1); r.ahead(open).Text != "(" || inside.Kind == token.Number || open > n+3 {
		return nil
	}
	idx := &schema.Index{Table: table, Origin: r.origin(r.peek())}
	if open > n && !r.ahead(n).Is("USING") {
		idx.Name, idx.Origin = r.ident(r.ahead(n)), r.origin(r.ahead(n))
	}
	r.i += open
	idx.Columns, idx.Exprs = r.columnList()
	r.skipConstraintTail()
	return idx
}

// keysAreNotNull marks the columns of a primary key NOT NULL, as every dialect
// but SQLite does by itself.
func (r *reader) keysAreNotNull(t *schema.Table) {
	if r.dialect == schema.SQLite {
		return
	}
	key := t.PrimaryKeyColumns()
	for _, c := range t.Columns {
		if slices.ContainsFunc(key, func(k string) bool { return strings.EqualFold(k, c.Name) }) {
			c.NotNull = schema.Yes
		}
	}
}
