package postgres

import (
	"fmt"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func viewFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	x, ok := n.Node.(*pg.Node_ViewStmt)
	if !ok {
		return nil, false
	}
	s := x.ViewStmt
	v := &schema.View{Name: relation(s.View), Origin: r.originOfName(s.View.Location), Tables: relationsIn(s.Query)}
	v.Query = r.query(int(s.View.Location))
	if at := r.after(r.offset(), "RECURSIVE"); at >= 0 && at < int(s.View.Location) {
		v.Query = recursive(s, v.Query)
	}
	v.Columns = outputColumns(s.Query.GetSelectStmt(), identifiers(s.Aliases))
	v.SecurityInvoker, v.SecurityBarrier = viewOptions(s.Options)
	v.CheckOption = checkOption(s)
	return []schema.Op{schema.CreateView{View: v, OrReplace: s.Replace}}, true
}

// query returns the source behind the AS at or behind the offset.
func (r *reader) query(offset int) string {
	at := r.after(offset, "AS")
	if at < 0 { // SELECT ... INTO
		at = r.offset()
	}
	start, end := r.trim(at, max(r.end(), at))
	return r.text[start:end]
}

// recursive writes CREATE RECURSIVE VIEW as what the manual says it is short for:
// the view's name means, inside its query, what was found so far.
func recursive(s *pg.ViewStmt, query string) string {
	columns := strings.Join(identifiers(s.Aliases), `", "`)
	return fmt.Sprintf(`WITH RECURSIVE "%s" ("%s") AS (%s) SELECT "%[2]s" FROM "%[1]s"`, s.View.Relname, columns, query)
}

func checkOption(s *pg.ViewStmt) string {
	switch s.WithCheckOption {
	case pg.ViewCheckOption_LOCAL_CHECK_OPTION:
		return "LOCAL"
	case pg.ViewCheckOption_CASCADED_CHECK_OPTION:
		return "CASCADED"
	}
	for _, o := range s.Options {
		if e := o.GetDefElem(); e.GetDefname() == "check_option" {
			return strings.ToUpper(optionText(e.Arg))
		}
	}
	return ""
}

// viewOptions returns security_invoker and security_barrier.
func viewOptions(options []*pg.Node) (invoker, barrier schema.Tri) {
	for _, o := range options {
		e := o.GetDefElem()
		switch strings.ToLower(e.GetDefname()) {
		case "security_invoker":
			invoker = optionTri(e)
		case "security_barrier":
			barrier = optionTri(e)
		}
	}
	return invoker, barrier
}

// alterViewOptions reads ALTER VIEW SET and RESET.
func (r *reader) alterViewOptions(c alteration) []schema.Op {
	reset := c.Subtype == pg.AlterTableType_AT_ResetRelOptions
	if !reset && c.Subtype != pg.AlterTableType_AT_SetRelOptions {
		return nil
	}
	invoker, barrier := viewOptions(c.Def.GetList().GetItems())
	if reset {
		invoker, barrier = resetTri(invoker), resetTri(barrier)
	}
	if invoker == schema.Unsaid && barrier == schema.Unsaid {
		return nil
	}
	return []schema.Op{schema.AlterView{Name: c.table, SecurityInvoker: invoker, SecurityBarrier: barrier, Origin: r.origin}}
}

func resetTri(t schema.Tri) schema.Tri {
	if t == schema.Unsaid {
		return t
	}
	return schema.No
}

// optionTri returns an option's boolean; one without a value is on.
func optionTri(e *pg.DefElem) schema.Tri {
	if e.Arg == nil {
		return schema.Yes
	}
	switch strings.ToLower(optionText(e.Arg)) {
	case "true", "on", "yes", "1", "t", "y":
		return schema.Yes
	}
	return schema.No
}

// optionText returns an option's value in whatever node the grammar has put it.
func optionText(n *pg.Node) string {
	switch x := n.GetNode().(type) {
	case *pg.Node_String_:
		return x.String_.Sval
	case *pg.Node_Boolean:
		if x.Boolean.Boolval {
			return "true"
		}
		return "false"
	case *pg.Node_Integer:
		return constantText(&pg.Node{Node: &pg.Node_AConst{AConst: &pg.A_Const{Val: &pg.A_Const_Ival{Ival: x.Integer}}}})
	case *pg.Node_TypeName:
		return lastName(x.TypeName.Names)
	}
	return constantText(n)
}

// relationsIn returns every relation a query names, without those that are
// names of its own WITH clauses.
func relationsIn(n *pg.Node) []schema.Name {
	if n == nil {
		return nil
	}
	var names []schema.Name
	local, seen := map[string]bool{}, map[schema.Name]bool{}
	walk(n.ProtoReflect(), func(m any) {
		switch x := m.(type) {
		case *pg.CommonTableExpr:
			local[x.Ctename] = true
		case *pg.RangeVar:
			if name := relation(x); !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	})
	kept := names[:0]
	for _, name := range names {
		if name.Schema != "" || !local[name.Name] {
			kept = append(kept, name)
		}
	}
	return kept
}
