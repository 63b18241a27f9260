package bind

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// mongoCalls are MongoDB's driver at its two import paths
// (https://pkg.go.dev/go.mongodb.org/mongo-driver/mongo). A collection is a table,
// the keys of its documents are the columns: the structs are the only schema there is.
var mongoCalls = mongoTable()

func mongoTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"go.mongodb.org/mongo-driver/mongo", "github.com/mongodb/mongo-go-driver/mongo"} {
		in := "(*" + pkg + ".Collection)."
		t[in+"InsertOne"], t[in+"InsertMany"] = mongoInsert(2, 3), mongoInsert(2, 3)
		t[in+"ReplaceOne"], t[in+"FindOneAndReplace"] = mongoReplace(2, 3), mongoReplace(2, 3)
		for _, m := range []string{"UpdateOne", "UpdateMany", "FindOneAndUpdate"} {
			t[in+m] = mongoUpdate(2, 3)
		}
		t[in+"UpdateByID"] = mongoUpdate(-1, 3)
		for _, m := range []string{"DeleteOne", "DeleteMany", "FindOneAndDelete"} {
			t[in+m] = mongoDelete(2)
		}
		for _, m := range []string{"Find", "FindOne", "CountDocuments"} {
			t[in+m] = mongoFind(2, m == "CountDocuments")
		}
		t["(*"+pkg+".SingleResult).Decode"] = mongoDecode(1, 2)
		t["(*"+pkg+".Cursor).Decode"] = mongoDecode(1, 2)
		t["(*"+pkg+".Cursor).All"] = mongoDecode(2, 2)
	}
	return t
}

// mongoMapping is how drivers name the keys of a document: the bson tag, else the
// field's name in lower case (go.mongodb.org/mongo-driver/bson/bsoncodec).
var mongoMapping = mapping{library: "mongo", tag: "bson", column: field.bsonKey, table: func(_ *Binder, n string) string { return plural(snake(n)) },
	describe: func(f field, m *usage.ModelField) { m.PrimaryKey = m.Column == "_id" }}

func (f field) bsonKey() string {
	name, _, _ := strings.Cut(f.tag.Get("bson"), ",")
	switch name {
	case "-":
		return ""
	case "":
		return strings.ToLower(f.v.Name())
	}
	return name
}

// collection returns the name of a collection: the text that the calls that made it
// were given last, whether the driver's own or a helper around them; else what the
// variable is called that holds it.
func collection(v Value) (name string, sure bool) {
	if v == nil {
		return "", false
	}
	if c := v.Call(); c != nil {
		for _, a := range c.Args() {
			if a == nil || a.Type() == nil || !isString(a.Type()) {
				continue
			}
			if text, ok := tableText(a); ok {
				name = text
			}
		}
	}
	if name != "" {
		return name, true
	}
	base := snake(v.Name())
	for _, suffix := range []string{"collection", "coll", "col"} {
		base = strings.TrimSuffix(base, suffix)
	}
	if base = strings.Trim(base, "_"); len(base) < 3 {
		return "", false
	}
	return plural(base), false
}

// mongoModel is the document behind a value and the collection it is in; a document
// that has no struct is in the collection alone.
func (b *Binder) mongoModel(coll, doc Value) (Value, *usage.Model, bool) {
	name, sure := collection(coll)
	if doc != nil && structType(docType(doc)) != nil && len(doc.Entries()) == 0 {
		if !sure {
			name = ""
		}
		return b.modelOf(&mongoMapping, doc, name)
	}
	if name == "" {
		name = "documents"
	}
	return doc, &usage.Model{Library: "mongo", Table: tableName(name)}, false
}

// docType is the type of a document, or of each where there are several.
func docType(doc Value) types.Type {
	if el := doc.Elem(); el != nil {
		return el.Type()
	}
	return doc.Type()
}

// undecided reports whether only a caller knows what a document is.
func undecided(doc Value) bool {
	return doc != nil && doc.Param() && doc.Type() != nil && types.IsInterface(doc.Type())
}

// mongoInsert binds InsertOne(ctx, doc) and InsertMany(ctx, docs), the documents
// being the arguments from first to the one before end.
func mongoInsert(first, end int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		out := Binding{Verb: "INSERT"}
		for _, doc := range args[min(first, len(args)):min(end, len(args))] {
			if undecided(doc) {
				return Binding{Defer: true}, true
			}
			out = b.document(out, args[0], doc)
		}
		return out, len(out.Tables) > 0
	}
}

// document binds everything a document says: the fields of a struct, the entries of a
// map, or of each of a list.
func (b *Binder) document(out Binding, coll, doc Value) Binding {
	if doc == nil {
		return out
	}
	if docs, ok := doc.Elems(); ok && len(doc.Entries()) == 0 {
		for _, one := range docs {
			out = b.document(out, coll, one)
		}
		return out
	}
	v, m, _ := b.mongoModel(coll, doc)
	if m == nil {
		return out
	}
	out.Tables = append(out.Tables, m.Table)
	if entries := v.Entries(); len(entries) > 0 {
		for _, e := range entries {
			out.Accesses = append(out.Accesses, b.writeTo(m.Table, e.Key, e.Value))
		}
		return out
	}
	out.Subject = v
	out.Accesses = append(out.Accesses, b.columnsOf(&mongoMapping, m, v, query.Write, nil)...)
	return out
}

// mongoReplace binds ReplaceOne(ctx, filter, doc).
func mongoReplace(filter, at int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at >= len(args) {
			return Binding{}, false
		}
		if undecided(args[at]) {
			return Binding{Defer: true}, true
		}
		out := b.document(Binding{Verb: "UPDATE"}, args[0], args[at])
		if len(out.Tables) == 0 {
			return out, false
		}
		return mongoFilter(out, out.Tables[0], args[filter]), true
	}
}

// mongoUpdate binds UpdateOne(ctx, filter, bson.M{"$set": …}): each operator writes
// the fields below it.
func mongoUpdate(filter, at int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at >= len(args) || args[at] == nil {
			return Binding{}, false
		}
		if undecided(args[at]) {
			return Binding{Defer: true}, true
		}
		out := Binding{Verb: "UPDATE"}
		entries := args[at].Entries()
		for _, e := range entries {
			if strings.HasPrefix(e.Key, "$") && e.Key != "$unset" {
				out = b.document(out, args[0], e.Value)
			}
		}
		if len(entries) == 0 {
			out = b.document(out, args[0], args[at]) // a pipeline, or a struct as mgo takes it
		}
		table, _ := collection(args[0])
		if len(out.Tables) > 0 {
			table = out.Tables[0].Name
		}
		if filter >= 0 && table != "" {
			out.Tables = append(out.Tables, tableName(table))
			out = mongoFilter(out, tableName(table), args[filter])
		}
		return out, len(out.Tables) > 0
	}
}

// mongoFind binds a query by its filter. Where the collection is not known by name,
// what the result is decoded into says more; last is a query without result.
func mongoFind(filter int, last bool) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		name, sure := collection(args[0])
		if filter >= len(args) || !sure && !last || name == "" {
			return Binding{}, true
		}
		return mongoFilter(Binding{Verb: "SELECT", Tables: []schema.Name{tableName(name)}}, tableName(name), args[filter]), true
	}
}

func mongoDelete(filter int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		name, _ := collection(args[0])
		if filter >= len(args) || name == "" {
			return Binding{}, true
		}
		return mongoFilter(Binding{Verb: "DELETE", Tables: []schema.Name{tableName(name)}}, tableName(name), args[filter]), true
	}
}

// mongoDecode binds result.Decode(&user), and the filter of the query it answers.
func mongoDecode(at, filter int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if at >= len(args) || args[at] == nil || args[0] == nil {
			return Binding{}, false
		}
		var coll, asked Value
		var only func(column, name string) bool
		if q := args[0].Call(); q != nil {
			if made := q.Args(); len(made) > 0 {
				coll = made[0]
				if filter < len(made) && !strings.HasSuffix(q.Callee(), "UpdateByID") {
					asked = made[filter]
					only = withheld(made[filter+1:])
				}
			}
		}
		v, m, deferred := b.mongoRow(coll, args[at])
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
		if _, sure := collection(coll); !sure && asked != nil {
			out = mongoFilter(out, m.Table, asked)
		}
		out.Accesses = append(out.Accesses, b.columnsOf(&mongoMapping, m, v, query.Read, only)...)
		return out, true
	}
}

// mongoRow is the struct a document is decoded into.
func (b *Binder) mongoRow(coll, dest Value) (Value, *usage.Model, bool) {
	if structType(docType(dest)) == nil {
		return nil, nil, undecided(dest)
	}
	return b.mongoModel(coll, dest)
}

// maxFilter bounds how deep a filter's operators are looked into.
const maxFilter = 4

// mongoFilter adds the comparisons of a filter: bson.M{"email": e}, bson.D{{"email",
// e}}, bson.M{"$or": …}, bson.M{"age": bson.M{"$gt": 18}}.
func mongoFilter(out Binding, table schema.Name, filter Value) Binding {
	return filterBelow(out, table, "", filter, 0)
}

func filterBelow(out Binding, table schema.Name, key string, v Value, depth int) Binding {
	if v == nil || depth > maxFilter {
		return out
	}
	entries := v.Entries()
	for _, e := range entries {
		if strings.HasPrefix(e.Key, "$") {
			out = filterBelow(out, table, key, e.Value, depth+1)
			continue
		}
		out = filterBelow(out, table, e.Key, e.Value, depth+1)
	}
	if len(entries) > 0 {
		return out
	}
	if elems, ok := v.Elems(); ok && key == "" {
		for _, el := range elems {
			out = filterBelow(out, table, "", el, depth+1)
		}
		return out
	}
	if key != "" {
		out.filter(table, key, "=", v)
	}
	return out
}
