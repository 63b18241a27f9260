package postgres

import (
	"slices"
	"strings"
	"sync"

	pg "github.com/pganalyze/pg_query_go/v5"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/privet-dev/privet/schema"
)

// expression turns an expression of the tree, whose source is text[start:end],
// into the few facts the model keeps of it.
func (s *source) expression(n *pg.Node, start, end int) *schema.Expr {
	if n == nil {
		return nil
	}
	e := &schema.Expr{Span: s.span(start, end), Text: s.text[start:end], Const: truth(n), Values: allowedValues(n)}
	mentions(n, e)
	e.Literal, e.IsNull = literal(n)
	return e
}

// mentions collects the columns and functions of an expression.
func mentions(n *pg.Node, e *schema.Expr) {
	if arg := n.GetTypeCast().GetArg(); n.GetAConst() != nil || arg.GetAConst() != nil {
		return // most defaults are a literal, and reflection is slow
	}
	walk(n.ProtoReflect(), func(m any) {
		switch x := m.(type) {
		case *pg.ColumnRef:
			if name := lastName(x.Fields); name != "" && !slices.Contains(e.Columns, name) {
				e.Columns = append(e.Columns, name)
			}
		default:
			if name := functionName(m); name != "" && !slices.Contains(e.Funcs, name) {
				e.Funcs = append(e.Funcs, name)
			}
		}
	})
}

// functionName returns the name of the function a node calls, also where the
// grammar has a node of its own for it.
func functionName(m any) string {
	switch x := m.(type) {
	case *pg.FuncCall:
		return strings.ToLower(lastName(x.Funcname))
	case *pg.CoalesceExpr:
		return "coalesce"
	case *pg.MinMaxExpr:
		if x.Op == pg.MinMaxOp_IS_LEAST {
			return "least"
		}
		return "greatest"
	case *pg.SQLValueFunction:
		name := strings.TrimPrefix(x.Op.String(), "SVFOP_")
		return strings.ToLower(strings.TrimSuffix(name, "_N"))
	}
	return ""
}

// nodeKind is the one field of a pg.Node that is set, of some 260: to ask for it
// beats asking each.
var nodeKind = sync.OnceValue(func() protoreflect.OneofDescriptor {
	return (*pg.Node)(nil).ProtoReflect().Descriptor().Oneofs().Get(0)
})

// walk calls visit for every message of the tree in order of its fields.
func walk(m protoreflect.Message, visit func(any)) {
	if node, ok := m.Interface().(*pg.Node); ok {
		if node.GetNode() != nil {
			walk(m.Get(m.WhichOneof(nodeKind())).Message(), visit)
		}
		return
	}
	visit(m.Interface())
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		if f.Message() == nil || !m.Has(f) {
			continue
		}
		if f.IsList() {
			list := m.Get(f).List()
			for j := range list.Len() {
				walk(list.Get(j).Message(), visit)
			}
			continue
		}
		walk(m.Get(f).Message(), visit)
	}
}

// literal returns the value of an expression that is one literal, casts and a
// sign looked through.
func literal(n *pg.Node) (value *string, isNull bool) {
	if cast := n.GetTypeCast(); cast != nil {
		return literal(cast.Arg)
	}
	if sign := n.GetAExpr(); sign != nil && sign.Lexpr == nil && lastName(sign.Name) == "-" {
		if v, _ := literal(sign.Rexpr); v != nil {
			negative := "-" + *v
			return &negative, false
		}
	}
	c := n.GetAConst()
	if c == nil {
		return nil, false
	}
	if c.Isnull {
		return nil, true
	}
	text := constantText(n)
	return &text, false
}

// allowedValues returns the values of a check of the forms col = 'a',
// col IN ('a','b'), col = ANY (ARRAY['a','b']), and of an OR of such checks on
// one column.
func allowedValues(n *pg.Node) []string {
	_, values := valuesOf(n)
	return values
}

func valuesOf(n *pg.Node) (column string, values []string) {
	if or := n.GetBoolExpr(); or != nil && or.Boolop == pg.BoolExprType_OR_EXPR {
		for i, arg := range or.Args {
			c, v := valuesOf(arg)
			if v == nil || i > 0 && c != column {
				return "", nil
			}
			column, values = c, append(values, v...)
		}
		return column, values
	}
	x := n.GetAExpr()
	if x == nil || lastName(x.Name) != "=" {
		return "", nil
	}
	column = lastName(uncast(x.Lexpr).GetColumnRef().GetFields())
	if column == "" {
		return "", nil
	}
	switch x.Kind {
	case pg.A_Expr_Kind_AEXPR_OP:
		return column, literals([]*pg.Node{x.Rexpr})
	case pg.A_Expr_Kind_AEXPR_IN:
		return column, literals(x.Rexpr.GetList().GetItems())
	case pg.A_Expr_Kind_AEXPR_OP_ANY:
		return column, literals(uncast(x.Rexpr).GetAArrayExpr().GetElements())
	}
	return "", nil
}

// literals returns the values of a list of literals, or nil when one is not.
func literals(list []*pg.Node) []string {
	var values []string
	for _, n := range list {
		v, _ := literal(n)
		if v == nil {
			return nil
		}
		values = append(values, *v)
	}
	return values
}

func uncast(n *pg.Node) *pg.Node {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	return n
}

// bracketed returns the offsets of what stands between the first brackets at or
// behind the offset.
func (s *source) bracketed(offset int) (start, end int) {
	lex := lexer{text: s.text, pos: max(offset, 0)}
	depth := 0
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		was := depth
		depth += bracket(tok)
		switch {
		case was == 0 && depth == 1:
			start = tok.end
		case was == 1 && depth == 0:
			return s.trim(start, tok.start)
		}
	}
	return s.trim(start, len(s.text))
}

// trim takes white space off both ends of text[start:end].
func (s *source) trim(start, end int) (int, int) {
	part := s.text[start:end]
	start += len(part) - len(strings.TrimLeft(part, " \t\r\n"))
	return start, start + len(strings.TrimSpace(part))
}

// after returns the offset behind the first sequence of keywords at or behind
// the offset outside brackets, or -1.
func (s *source) after(offset int, keywords ...string) int {
	lex := lexer{text: s.text, pos: max(offset, 0)}
	depth, matched := 0, 0
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		depth += bracket(tok)
		switch {
		case depth == 0 && tok.is(keywords[matched]):
			matched++
		case depth == 0 && tok.is(keywords[0]):
			matched = 1
		default:
			matched = 0
		}
		if matched == len(keywords) {
			return tok.end
		}
	}
	return -1
}
