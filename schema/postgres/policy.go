package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func policyFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CreatePolicyStmt:
		s := x.CreatePolicyStmt
		p := &schema.Policy{Name: s.PolicyName, Table: relation(s.Table), Permissive: s.Permissive, Command: strings.ToUpper(s.CmdName), Roles: roleNames(s.Roles), Origin: r.origin}
		p.Using, p.Check = r.policyClauses(s.Table, s.Qual, s.WithCheck)
		return []schema.Op{schema.CreatePolicy{Policy: p}}, true
	case *pg.Node_AlterPolicyStmt:
		s := x.AlterPolicyStmt
		p := &schema.Policy{Name: s.PolicyName, Table: relation(s.Table), Roles: roleNames(s.Roles), Origin: r.origin}
		p.Using, p.Check = r.policyClauses(s.Table, s.Qual, s.WithCheck)
		return []schema.Op{schema.AlterPolicy{Policy: p}}, true
	}
	return nil, false
}

// policyClauses reads USING (...) and WITH CHECK (...).
func (r *reader) policyClauses(table *pg.RangeVar, using, check *pg.Node) (u, c *schema.Expr) {
	at := int(table.Location)
	if using != nil {
		start, end := r.bracketed(r.after(at, "USING"))
		u = r.expression(using, start, end)
	}
	if check != nil {
		start, end := r.bracketed(r.after(at, "WITH", "CHECK"))
		c = r.expression(check, start, end)
	}
	return u, c
}
