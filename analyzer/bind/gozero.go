package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// gozeroCalls are the calls of go-zero's connections and sessions
// (https://go-zero.dev/docs/tutorials/mysql/connection).
var gozeroCalls = gozeroTable()

func gozeroTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"github.com/zeromicro/go-zero/core/stores/sqlx", "github.com/tal-tech/go-zero/core/stores/sqlx"} {
		p := pkg + ".*."
		t[p+"Exec"], t[p+"ExecCtx"] = gozeroExec(1), gozeroExec(2)
		for _, m := range []string{"QueryRow", "QueryRows", "QueryRowPartial", "QueryRowsPartial"} {
			t[p+m], t[p+m+"Ctx"] = into(1, 2), into(2, 3)
		}
	}
	return t
}

// gozeroExec binds a statement given as text at argument i. Generated models insert into
// columns that they find by reflection, in the order of the fields that they hand over:
// those fields' tags are the columns.
func gozeroExec(i int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if i >= len(args) || args[i] == nil {
			return Binding{}, false
		}
		if table, ok := insertsReflected(args[i]); ok {
			out := Binding{Verb: "INSERT", Tables: []schema.Name{table}}
			for _, a := range args[i+1:] {
				if a == nil {
					continue
				}
				if column, _, _ := strings.Cut(a.Tag().Get("db"), ","); column != "" && column != "-" {
					out.Accesses = append(out.Accesses, Access{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: column}, Value: a})
				}
			}
			return out, len(out.Accesses) > 0
		}
		return b.bindArgs(args[i], args[i+1:])
	}
}

// insertsReflected returns the table of an INSERT whose list of columns is not known.
func insertsReflected(sql Value) (schema.Name, bool) {
	for _, t := range sql.Strings() {
		before, _, found := strings.Cut(t.fill(0), "("+fillings[0]+")")
		words := strings.Fields(before)
		if found && len(words) == 3 && strings.EqualFold(words[0], "insert") && strings.EqualFold(words[1], "into") && words[2] != fillings[0] {
			return tableName(words[2]), true
		}
	}
	return schema.Name{}, false
}
