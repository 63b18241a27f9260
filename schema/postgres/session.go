package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// sessionFamily reads what changes the meaning of later statements: settings and
// transactions.
func sessionFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_VariableSetStmt:
		return r.setting(x.VariableSetStmt), true
	case *pg.Node_TransactionStmt:
		return r.transaction(x.TransactionStmt), true
	case *pg.Node_SelectStmt:
		return r.selected(x.SelectStmt), true
	case *pg.Node_ImportForeignSchemaStmt:
		return []schema.Op{schema.DynamicDDL{About: "tables", Origin: r.origin}}, true
	}
	return nil, false
}

func (r *reader) setting(v *pg.VariableSetStmt) []schema.Op {
	if path, ok := searchPath(v); ok {
		return []schema.Op{schema.SetSearchPath{Schemas: path, Local: v.IsLocal, Origin: r.origin}}
	}
	if v.Name != "role" && v.Name != "session_authorization" {
		return nil
	}
	role := ""
	if v.Kind == pg.VariableSetKind_VAR_SET_VALUE && len(v.Args) > 0 {
		role = constantText(v.Args[0])
	}
	if strings.EqualFold(role, "none") {
		role = ""
	}
	return []schema.Op{schema.SetRole{Role: role, Local: v.IsLocal, Origin: r.origin}}
}

func (r *reader) transaction(t *pg.TransactionStmt) []schema.Op {
	switch t.Kind {
	case pg.TransactionStmtKind_TRANS_STMT_BEGIN, pg.TransactionStmtKind_TRANS_STMT_START:
		return []schema.Op{schema.Begin{Origin: r.origin}}
	case pg.TransactionStmtKind_TRANS_STMT_COMMIT, pg.TransactionStmtKind_TRANS_STMT_PREPARE:
		return r.chain(t, schema.Commit{Origin: r.origin})
	case pg.TransactionStmtKind_TRANS_STMT_ROLLBACK:
		return r.chain(t, schema.Rollback{Origin: r.origin})
	case pg.TransactionStmtKind_TRANS_STMT_SAVEPOINT:
		return []schema.Op{schema.Savepoint{Name: t.SavepointName, Origin: r.origin}}
	case pg.TransactionStmtKind_TRANS_STMT_ROLLBACK_TO:
		return []schema.Op{schema.Rollback{To: t.SavepointName, Origin: r.origin}}
	}
	return nil
}

// chain adds the transaction that AND CHAIN opens.
func (r *reader) chain(t *pg.TransactionStmt, op schema.Op) []schema.Op {
	if t.Chain {
		return []schema.Op{op, schema.Begin{Origin: r.origin}}
	}
	return []schema.Op{op}
}

// selected reads the SELECTs that change something: INTO, and
// set_config('search_path', ...), which pg_dump writes.
func (r *reader) selected(s *pg.SelectStmt) []schema.Op {
	if into := intoClause(s); into != nil {
		query := &pg.Node{Node: &pg.Node_SelectStmt{SelectStmt: s}}
		return r.createAs(&pg.CreateTableAsStmt{Query: query, Into: into, Objtype: pg.ObjectType_OBJECT_TABLE})
	}
	var ops []schema.Op
	for _, n := range s.TargetList {
		call := n.GetResTarget().GetVal().GetFuncCall()
		if lastName(call.GetFuncname()) != "set_config" || len(call.Args) != 3 {
			continue
		}
		value, _ := literal(call.Args[1])
		if value == nil {
			continue
		}
		local := truth(call.Args[2]) == schema.Yes
		switch constantText(call.Args[0]) {
		case "search_path":
			ops = append(ops, schema.SetSearchPath{Schemas: splitPath(*value), Local: local, Origin: r.origin})
		case "role":
			ops = append(ops, schema.SetRole{Role: *value, Local: local, Origin: r.origin})
		}
	}
	return ops
}

func intoClause(s *pg.SelectStmt) *pg.IntoClause {
	for s.Larg != nil {
		s = s.Larg
	}
	return s.IntoClause
}

// splitPath reads the text of a search_path setting.
func splitPath(value string) []string {
	path := []string{}
	lex := lexer{text: value}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		switch tok.kind {
		case wordToken:
			path = append(path, strings.ToLower(tok.text))
		case quotedToken:
			path = append(path, strings.ReplaceAll(strings.Trim(tok.text, `"`), `""`, `"`))
		}
	}
	return path
}
