package query

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// shop is the model the tests resolve against.
func shop() *schema.Database {
	db := &schema.Database{Dialect: schema.PostgreSQL}
	add := func(name string, columns ...string) {
		t := &schema.Table{Name: schema.Name{Schema: "public", Name: name}}
		for _, c := range columns {
			t.Columns = append(t.Columns, &schema.Column{Name: c})
		}
		db.AddTable(t)
	}
	add("users", "id", "username", "email", "password", "status", "role_id")
	add("roles", "id", "name", "permissions")
	add("orders", "id", "user_id", "email", "total")
	return db
}

// describe spells accesses as lines: "write users.password $3 via crypt(gen_salt bf)".
func describe(accesses []Access) []string {
	var out []string
	for _, a := range accesses {
		out = append(out, describeAccess(a))
	}
	return out
}

func describeAccess(a Access) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s.%s", a.Op, a.Table.Name, a.Column)
	if a.Op == Filter {
		switch a.Role {
		case schema.JoinUse:
			b.WriteString(" join")
		case schema.GroupUse:
			b.WriteString(" group")
		case schema.OrderUse:
			b.WriteString(" order")
		}
	}
	if a.Operator != "" {
		b.WriteString(" " + a.Operator)
	}
	switch {
	case a.Param.Name != "":
		b.WriteString(" :" + a.Param.Name)
	case a.Param.Index != 0:
		fmt.Fprintf(&b, " $%d", a.Param.Index)
	}
	for _, f := range a.From {
		b.WriteString(" from " + f.Table.Name + "." + f.Column)
	}
	if a.Literal {
		b.WriteString(" literal")
	}
	if a.Default {
		b.WriteString(" default")
	}
	b.WriteString(describeFuncs(" via ", a.Via))
	b.WriteString(describeFuncs(" around ", a.Around))
	if a.Conditional {
		b.WriteString(" conditional")
	}
	if a.Verify {
		b.WriteString(" verify")
	}
	return b.String()
}

func describeFuncs(word string, list []Func) string {
	var b strings.Builder
	for i, f := range list {
		if i == 0 {
			b.WriteString(word)
		} else {
			b.WriteString(" > ")
		}
		b.WriteString(f.Name)
		if len(f.Args) > 0 {
			b.WriteString("(" + strings.Join(f.Args, " ") + ")")
		}
	}
	return b.String()
}

// sentence is one test: a statement and everything it does to columns.
type sentence struct {
	name string
	sql  string
	want []string
}

// check parses each statement and compares what it does.
func check(t *testing.T, d schema.Dialect, list []sentence) {
	t.Helper()
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			st, err := Parse(tt.sql, d, shop())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, describe(st.Accesses)); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", tt.sql, diff)
			}
		})
	}
}
