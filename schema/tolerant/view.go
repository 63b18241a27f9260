package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// createView reads CREATE VIEW: its name, its column names, its rights and the
// text of its query. What the query reads is schema/query's business.
func (r *reader) createView(m modifiers) error {
	r.next()
	op := schema.CreateView{OrReplace: m.orReplace, View: &schema.View{Materialized: m.materialized, Definer: m.definer, SecurityInvoker: m.security}}
	v := op.View
	op.IfNotExists = r.accept("IF", "NOT", "EXISTS")
	var err error
	if v.Name, v.Origin, err = r.name("a view name"); err != nil {
		return err
	}
	columns, _ := r.columnList()
	for _, c := range columns {
		v.Columns = append(v.Columns, schema.ViewColumn{Name: c})
	}
	if r.accept("WITH") && r.at("(") {
		r.viewOptions(v)
	}
	if !r.accept("AS") {
		return r.expected("AS and a query", hintTruncated)
	}
	v.Query, _ = r.rest()
	r.checkOption(v)
	r.add(op)
	return nil
}

// viewOptions reads PostgreSQL's WITH (security_invoker = true, ...).
func (r *reader) viewOptions(v *schema.View) {
	from, to := r.skipBrackets()
	for i := from; i < to; i++ {
		on := i+2 >= to || r.toks[i+1].Text != "=" || isTrue(r.toks[i+2].Value(r.dialect))
		switch {
		case r.toks[i].Is("security_invoker"):
			v.SecurityInvoker = schema.TriOf(on)
		case r.toks[i].Is("security_barrier"):
			v.SecurityBarrier = schema.TriOf(on)
		}
	}
}

func isTrue(s string) bool {
	switch strings.ToLower(s) {
	case "true", "on", "yes", "1":
		return true
	}
	return false
}

// checkOption takes WITH [CASCADED | LOCAL] CHECK OPTION off the end of the
// query's text.
func (r *reader) checkOption(v *schema.View) {
	n := len(r.toks)
	if n < 3 || !r.toks[n-1].Is("OPTION") || !r.toks[n-2].Is("CHECK") {
		return
	}
	with := n - 3
	v.CheckOption = "CASCADED"
	if r.toks[with].Is("LOCAL") || r.toks[with].Is("CASCADED") {
		v.CheckOption = strings.ToUpper(r.toks[with].Text)
		with--
	}
	if with > 0 && r.toks[with].Is("WITH") {
		end := len(v.Query) - (r.toks[n-1].End() - r.toks[with].Offset)
		v.Query = strings.TrimSpace(v.Query[:max(end, 0)])
	}
}
