package bind

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// mgoCalls are mgo, MongoDB's driver before the official one, which old applications
// keep (https://pkg.go.dev/gopkg.in/mgo.v2). Documents and filters are the same; a
// query is asked by One and All.
var mgoCalls = mgoTable()

func mgoTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"gopkg.in/mgo", "labix.org/v2/mgo", "labix.org/mgo", "github.com/globalsign/mgo"} {
		in := "(*" + pkg + ".Collection)."
		t[in+"Insert"] = mongoInsert(1, 1<<10)
		for _, m := range []string{"Update", "UpdateAll", "Upsert"} {
			t[in+m] = mongoUpdate(1, 2)
		}
		t[in+"UpdateId"], t[in+"UpsertId"] = mongoUpdate(-1, 2), mongoUpdate(-1, 2)
		t[in+"Remove"], t[in+"RemoveAll"], t[in+"RemoveId"] = mongoDelete(1), mongoDelete(1), mongoDelete(3)
		t[in+"Find"] = mongoFind(1, false)
		t["(*"+pkg+".Query).Count"] = mgoCount
		t["(*"+pkg+".Query).Apply"] = mgoApply
		for _, m := range []string{"One", "All"} {
			t["(*"+pkg+".Query)."+m] = mgoRead
		}
		t["(*"+pkg+".Iter).Next"], t["(*"+pkg+".Iter).All"] = mgoRead, mgoRead
	}
	return t
}

// mgoQuery walks back from a query or its rows to Find: the collection, what was asked,
// nil where that was an identity, and which columns, nil where that is all.
func mgoQuery(recv Value) (coll, asked Value, only func(column, name string) bool) {
	chain(recv, func(method string, args []Value) bool {
		switch method {
		case "Select":
			if len(args) > 1 && args[1] != nil {
				only = projected(args[1])
			}
		case "Find", "FindId":
			coll = args[0]
			if method == "Find" && len(args) > 1 {
				asked = args[1]
			}
			return false
		}
		return true
	})
	return coll, asked, only
}

func mgoRead(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	coll, asked, only := mgoQuery(args[0])
	v, m, deferred := b.mongoRow(coll, args[1])
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
	if _, sure := collection(coll); !sure {
		out = mongoFilter(out, m.Table, asked)
	}
	out.Accesses = append(out.Accesses, b.columnsOf(&mongoMapping, m, v, query.Read, only)...)
	return out, true
}

func mgoCount(b *Binder, c Call) (Binding, bool) {
	coll, asked, _ := mgoQuery(c.Args()[0])
	name, sure := collection(coll)
	if sure || name == "" {
		return Binding{}, true
	}
	return mongoFilter(Binding{Verb: "SELECT", Tables: []schema.Name{tableName(name)}}, tableName(name), asked), true
}

// mgoApply binds Find(filter).Apply(mgo.Change{Update: bson.M{"$set": …}}, &old).
func mgoApply(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	coll, _, _ := mgoQuery(args[0])
	update := args[1].Given("Update")
	if coll == nil || update == nil {
		return Binding{}, false
	}
	out := Binding{Verb: "UPDATE"}
	for _, e := range update.Entries() {
		if e.Key == "$set" || e.Key == "$setOnInsert" {
			out = b.document(out, coll, e.Value)
		}
	}
	return out, len(out.Tables) > 0
}
