package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// beegoCalls are beego's ORM, at its three import paths
// (https://beego.wiki/docs/mvc/model/orm/).
var beegoCalls = beegoTable()

func beegoTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"github.com/astaxie/beego/orm", "github.com/beego/beego/client/orm", "github.com/beego/beego/orm", "github.com/beego/beego/core/orm"} {
		p := pkg + ".*."
		for _, suffix := range []string{"", "WithCtx"} {
			first := 1
			if suffix != "" {
				first = 2
			}
			t[p+"Insert"+suffix] = beegoWrite("INSERT", first)
			t[p+"InsertOrUpdate"+suffix] = beegoWrite("INSERT", first)
			t[p+"InsertMulti"+suffix] = beegoWrite("INSERT", first+1)
			t[p+"Update"+suffix] = beegoUpdate(first)
			t[p+"Read"+suffix] = beegoRead(first, "id")
			t[p+"ReadForUpdate"+suffix] = beegoRead(first, "id")
			t[p+"ReadOrCreate"+suffix] = beegoReadOrCreate(first)
			t[p+"Delete"+suffix] = beegoDelete(first)
			t[p+"One"+suffix] = beegoQuery(first)
			t[p+"All"+suffix] = beegoQuery(first)
		}
		t[p+"Exec"] = beegoRaw(-1)
		t[p+"QueryRow"] = beegoRaw(1)
		t[p+"QueryRows"] = beegoRaw(1)
		for _, m := range []string{"Exist", "Count", "ValuesList"} {
			t[p+m] = beegoQuery(-1)
		}
		t[p+"Values"] = beegoValues
	}
	return t
}

// beegoRegister notes orm.RegisterModel(new(User)) and
// RegisterModelWithPrefix("blog_", new(User)).
func beegoRegister(b *Binder, c Call) {
	args := c.Args()
	prefix := ""
	if strings.HasSuffix(c.Callee(), "WithPrefix") && len(args) > 0 {
		prefix, _ = word(args[0])
		args = args[1:]
	}
	for _, a := range args {
		if a == nil || a.Type() == nil {
			continue
		}
		if n := namedType(a.Type()); n != nil && prefix != "" {
			if b.beego.prefixes == nil {
				b.beego.prefixes = map[string]string{}
			}
			b.beego.prefixes[n.Obj().Name()] = prefix
		}
	}
	b.migrates(&beegoMapping, args)
}

var beegoMapping = mapping{
	library: "beego", tag: "orm", method: "TableName", column: field.beegoColumn,
	table: func(b *Binder, n string) string { return b.beego.prefixes[n] + snake(n) },
	describe: func(f field, m *usage.ModelField) {
		s := beegoSettings(f.tag.Get("orm"))
		has := func(key string) bool { _, ok := s[key]; return ok }
		m.NotNull, m.Unique, m.Index, m.PrimaryKey = !has("null"), has("unique"), has("index"), has("pk") || has("auto")
		m.Default, m.SQLType, m.Comment = s["default"], s["type"], s["description"]
	},
}

// beegoSettings reads "column(email);size(100);unique".
func beegoSettings(tag string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(tag, ";") {
		k, v, _ := strings.Cut(part, "(")
		if k = strings.ToLower(strings.TrimSpace(k)); k != "" {
			out[k] = strings.TrimSuffix(strings.TrimSpace(v), ")")
		}
	}
	return out
}

func (f field) beegoColumn() string {
	s := beegoSettings(f.tag.Get("orm"))
	if _, skip := s["-"]; skip {
		return ""
	}
	if col := s["column"]; col != "" {
		return f.prefix + col
	}
	switch rel := s["rel"]; {
	case rel == "fk" || rel == "one":
		return f.prefix + snake(f.v.Name()) + "_id"
	case rel != "" || s["reverse"] != "" || isRelation(f.v.Type()):
		return ""
	}
	return f.prefix + snake(f.v.Name())
}

func beegoWrite(verb string, at int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at >= len(args) {
			return Binding{}, false
		}
		v, m, deferred := b.modelOf(&beegoMapping, args[at], "")
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		return Binding{Verb: verb, Tables: []schema.Name{m.Table}, Subject: v, Accesses: b.columnsOf(&beegoMapping, m, v, query.Write, nil)}, true
	}
}

// beegoUpdate binds o.Update(&user, "Password"), and Update(orm.Params{...}) of
// a query.
func beegoUpdate(at int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at >= len(args) || args[at] == nil {
			return Binding{}, false
		}
		if entries := args[at].Entries(); len(entries) > 0 {
			m := b.beegoQueried(args[0])
			if m == nil {
				return Binding{}, false
			}
			out := Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}}
			for _, e := range entries {
				out.Accesses = append(out.Accesses, b.writeTo(m.Table, beegoField(m, e.Key), e.Value))
			}
			return b.beegoFilters(out, m, args[0]), true
		}
		v, m, deferred := b.modelOf(&beegoMapping, args[at], "")
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		return Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}, Subject: v, Accesses: b.columnsOf(&beegoMapping, m, v, query.Write, named(words(args[at+1:])))}, true
	}
}

// beegoRead binds o.Read(&user, "UserName"): the named fields are compared, the
// rest is read.
func beegoRead(at int, key string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at >= len(args) {
			return Binding{}, false
		}
		v, m, deferred := b.modelOf(&beegoMapping, args[at], "")
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
		compared := named(words(args[at+1:]))
		if compared == nil {
			compared = named([]string{key})
		}
		for _, a := range b.columnsOf(&beegoMapping, m, v, query.Filter, compared) {
			out.filter(m.Table, a.Target.Column, "=", a.Value)
		}
		rest := func(column, name string) bool { return !compared(column, name) }
		out.Accesses = append(out.Accesses, b.columnsOf(&beegoMapping, m, v, query.Read, rest)...)
		return out, true
	}
}

func beegoReadOrCreate(at int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		return beegoWrite("INSERT", at)(b, c)
	}
}

// beegoDelete binds o.Delete(&user) and Delete() of a query.
func beegoDelete(at int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at < len(args) && args[at] != nil && structType(args[at].Type()) != nil {
			_, m, _ := b.modelOf(&beegoMapping, args[at], "")
			if m == nil {
				return Binding{}, false
			}
			return Binding{Verb: "DELETE", Tables: []schema.Name{m.Table}, Conditions: []string{"id"}}, true
		}
		m := b.beegoQueried(args[0])
		if m == nil {
			return Binding{}, false
		}
		return b.beegoFilters(Binding{Verb: "DELETE", Tables: []schema.Name{m.Table}}, m, args[0]), true
	}
}
