package tolerant

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/token"
)

// atName reports whether a name can begin here. MySQL and SQLite take a string
// where a name must stand.
func (r *reader) atName() bool { return r.isName(r.peek()) }

func (r *reader) isName(t token.Token) bool {
	switch t.Kind {
	case token.Word, token.Quoted:
		return true
	case token.String:
		return r.dialect != schema.PostgreSQL
	}
	return false
}

// ident returns what a name token stands for, as the dialect stores it.
func (r *reader) ident(t token.Token) string {
	if t.Kind == token.Word {
		return r.dialect.Fold(t.Text)
	}
	return t.Value(r.dialect)
}

// name reads name, schema.name or catalog.schema.name (the catalog is dropped)
// and returns it with the origin of its last part.
func (r *reader) name(what string) (schema.Name, schema.Origin, error) {
	if !r.atName() {
		return schema.Name{}, schema.Origin{}, r.expected(what, "")
	}
	t := r.next()
	n := schema.Name{Name: r.ident(t)}
	for r.at(".") && r.isName(r.ahead(1)) {
		r.next()
		t = r.next()
		n = schema.Name{Schema: n.Name, Name: r.ident(t)}
	}
	return n, r.origin(t), nil
}

// names reads a comma-separated list of names.
func (r *reader) names(what string) (list []schema.Name, first schema.Origin, err error) {
	err = r.list(func() error {
		n, o, err := r.name(what)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			first = o
		}
		list = append(list, n)
		return nil
	})
	return list, first, err
}

// column reads a column's name and returns its token.
func (r *reader) column() (string, token.Token, error) {
	if !r.atName() {
		return "", token.Token{}, r.expected("a column name", "")
	}
	t := r.next()
	return r.ident(t), t, nil
}

// columnList reads (a, b(10), c DESC) and returns the plain columns and the
// parts that are expressions. It returns nothing when no bracket follows.
func (r *reader) columnList() (columns []string, exprs []*schema.Expr) {
	if !r.at("(") {
		return nil, nil
	}
	from, to := r.skipBrackets()
	after := r.i
	r.i = from
	for r.i < to {
		start := r.i
		r.skipItem()
		end := min(r.i, to)
		if name, ok := r.plainPart(start, end); ok {
			columns = append(columns, name)
		} else if start < end {
			exprs = append(exprs, r.expr(start, end))
		}
		r.i = max(end+1, start+1)
	}
	r.i = after
	return columns, exprs
}

// plainPart reports whether an index part is a column: its name, perhaps with a
// length, an operator class or a direction behind it.
func (r *reader) plainPart(start, end int) (string, bool) {
	if start >= end || !r.isName(r.toks[start]) {
		return "", false
	}
	for i := start + 1; i < end; i++ {
		switch t := r.toks[i]; {
		case t.Kind == token.Operator && t.Text != "(" && t.Text != ")", t.Kind == token.String:
			return "", false
		case t.Text == "(" && (i != start+1 || i+1 < end && r.toks[i+1].Kind != token.Number):
			return "", false
		}
	}
	return r.ident(r.toks[start]), true
}

// prefixPattern finds the placeholder that installers replace at the beginning
// of a table name: {{prefix}}, {prefix}, ${prefix}, <%= prefix %>,
// %TABLE_PREFIX%, @@prefix@@, Joomla's #__ and PrestaShop's PREFIX_.
var prefixPattern = lazyregexp.New(`^(\{\{[^}]*\}\}|\$?\{[^}]*\}|<%.*?%>|%[A-Z_]+%|@@\w+@@|#__|(?:[A-Z]+_)?PREFIX_)`)

// tablePrefix returns that placeholder, or "".
func tablePrefix(name string) string {
	if name == "" || name[0] >= 'a' && name[0] <= 'z' {
		return ""
	}
	return prefixPattern.FindString(name)
}
