package bind

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
	"text/template"
)

// What ent generates is not always there: some projects leave it to go generate. The
// schemas are, and say all that matters of it: EntGenerate writes the types, setters,
// getters, queries and predicates as ent would, as far as applications use them, so that
// the code is analysed as if it had been generated.

// entType is a schema type as the generator sees it.
type entType struct {
	Name, Package, Table string
	ID                   string // the Go type of its identity
	Fields               []entTyped
	Edges                []entEdge
}

// entTyped is a field of a schema.
type entTyped struct {
	Name, Column, Type string
	Pointer            bool     // in the entity: Nillable()
	Tag                string   // json
	Values             []string // of an enumeration
}

type entEdge struct {
	Name, Type string
	Unique     bool
	Field      string // the identity's setter: SetOwnerID
	ID         string // its type
}

// EntGenerate returns what ent generates from the schemas of a package, by import path;
// nil where it has none.
func EntGenerate(pkgPath string, files []*ast.File) map[string]string {
	if path.Base(pkgPath) != "schema" {
		return nil
	}
	s := readEnt(files)
	var types []entType
	for _, name := range s.schemas(files) {
		types = append(types, s.entType(name))
	}
	if len(types) == 0 {
		return nil
	}
	base := path.Dir(pkgPath)
	g := entGenerated{Path: base, Name: strings.ReplaceAll(path.Base(base), "-", "_"), Types: types}
	for i, t := range types {
		for j, e := range t.Edges {
			types[i].Edges[j].ID = g.idOf(e.Type)
		}
	}
	out := map[string]string{
		base:                g.write(entPackage, nil),
		base + "/predicate": g.write(entPredicates, nil),
		base + "/hook":      g.write(entHookPackage, nil),
		base + "/migrate":   "package migrate\n\nfunc WithDropIndex(b bool) any { return nil }\nfunc WithDropColumn(b bool) any { return nil }\nfunc WithForeignKeys(b bool) any { return nil }\nfunc WithGlobalUniqueID(b bool) any { return nil }\n",
		base + "/runtime":   "package runtime\n",
	}
	for _, t := range types {
		out[base+"/"+t.Package] = g.write(entTypePackage, t)
	}
	return out
}

// entGenerated is what the templates are given.
type entGenerated struct {
	Path, Name string
	Types      []entType
	T          any
}

func (g entGenerated) idOf(name string) string {
	for _, t := range g.Types {
		if t.Name == name {
			return t.ID
		}
	}
	return "int"
}

// Uses reports whether a field is of a type of a package.
func (g entGenerated) Uses(pkg string) bool {
	return slices.ContainsFunc(g.Types, func(t entType) bool {
		return strings.HasPrefix(t.ID, pkg+".") || slices.ContainsFunc(t.Fields, func(f entTyped) bool { return strings.Contains(f.Type, pkg+".") })
	})
}

func (g entGenerated) write(t func() *template.Template, of any) string {
	g.T = of
	var sb strings.Builder
	if err := t().Execute(&sb, g); err != nil {
		return ""
	}
	return sb.String()
}

// readEnt reads the files of a package that use ent.
func readEnt(files []*ast.File) entSource {
	s := entSource{types: map[string]*ast.TypeSpec{}, embeds: map[string]string{}, methods: map[string]map[string]*ast.FuncDecl{}}
	for _, file := range files {
		if importsEnt(file) {
			s.add(file)
		}
	}
	return s
}

// schemas are the names of the schema types, as written.
func (s entSource) schemas(files []*ast.File) (names []string) {
	for _, file := range files {
		for _, d := range file.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok && s.embeds[t.Name.Name] == "Schema" && s.types[t.Name.Name] == t && ast.IsExported(t.Name.Name) {
					names = append(names, t.Name.Name)
				}
			}
		}
	}
	return names
}

func (s entSource) entType(name string) entType {
	t := entType{Name: name, Package: strings.ToLower(name), Table: plural(snake(name)), ID: "int"}
	if table := annotatedTable(s.methods[name]["Annotations"]); table != "" {
		t.Table = table
	}
	var of []string
	for _, mix := range callsIn(s.methods[name]["Mixin"], nil) {
		of = append(of, typeIdent(mix))
	}
	of = append(of, name)
	for _, n := range of {
		for _, x := range callsIn(s.methods[n]["Fields"], nil) {
			if f, ok := entFieldOf(t, x); ok && f.Column == "id" {
				t.ID = f.Type
			} else if ok {
				t.Fields = slices.DeleteFunc(t.Fields, func(have entTyped) bool { return have.Name == f.Name }) // a mixin's, said anew
				t.Fields = append(t.Fields, f)
			}
		}
		for _, x := range callsIn(s.methods[n]["Edges"], nil) {
			if e, ok := entEdgeOf(x); ok {
				t.Edges = append(t.Edges, e)
			}
		}
	}
	t.Edges = slices.DeleteFunc(t.Edges, func(e entEdge) bool { return s.embeds[e.Type] != "Schema" })
	for i, e := range t.Edges { // a field of its own has its own setter
		if slices.ContainsFunc(t.Fields, func(f entTyped) bool { return f.Name == e.Field }) {
			t.Edges[i].Field = ""
		}
	}
	return t
}

var entGoTypes = map[string]string{"String": "string", "Text": "string", "Bool": "bool", "Time": "time.Time", "Float": "float64", "Float32": "float32",
	"Int": "int", "Int8": "int8", "Int16": "int16", "Int32": "int32", "Int64": "int64", "Uint": "uint", "Uint8": "uint8", "Uint16": "uint16", "Uint32": "uint32", "Uint64": "uint64",
	"Bytes": "[]byte", "Strings": "[]string", "Ints": "[]int", "Floats": "[]float64", "UUID": "uuid.UUID"}

// entFieldOf reads field.String("email").Optional().
func entFieldOf(t entType, x ast.Expr) (entTyped, bool) {
	pkg, links := unchain(x)
	if pkg != "field" || len(links[0].args) == 0 || literal(links[0].args[0]) == "" {
		return entTyped{}, false
	}
	column := literal(links[0].args[0])
	f := entTyped{Name: pascal(column), Column: column, Type: entGoTypes[links[0].name], Tag: column + ",omitempty"}
	if f.Type == "" {
		f.Type = "any"
	}
	for _, l := range links[1:] {
		switch l.name {
		case "Nillable":
			f.Pointer = true
		case "Sensitive":
			f.Tag = "-"
		case "StorageKey":
			f.Column = literal(l.args[0])
		case "GoType":
			f.Type = "any"
		case "Values":
			f.Values = append(f.Values, literals(l.args)...)
		}
	}
	if links[0].name == "Enum" && f.Type == "any" && len(f.Values) > 0 {
		f.Type = t.Package + "." + f.Name
	}
	return f, true
}

func literals(args []ast.Expr) (out []string) {
	for _, a := range args {
		if s := literal(a); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// entEdgeOf reads edge.To("pets", Pet.Type) and edge.From("owner", User.Type).Unique().
func entEdgeOf(x ast.Expr) (entEdge, bool) {
	pkg, links := unchain(x)
	if pkg != "edge" || len(links[0].args) < 2 {
		return entEdge{}, false
	}
	name := literal(links[0].args[0])
	e := entEdge{Name: pascal(name), Type: entEdgeType(links[0].args[1]), Field: pascal(name) + "ID"}
	for _, l := range links[1:] {
		e.Unique = e.Unique || l.name == "Unique"
	}
	return e, name != "" && e.Type != ""
}

// Const is the name of an enumeration's constant: StatusActive.
func (f entTyped) Const(value string) string {
	return f.Name + pascal(strings.ReplaceAll(value, "-", "_"))
}

// Enum reports whether a field's type is generated beside its constants.
func (f entTyped) Enum() bool { return len(f.Values) > 0 && strings.HasSuffix(f.Type, "."+f.Name) }

// Setter is the singular of an edge to several: AddPetIDs.
func (e entEdge) Setter() string { return fmt.Sprintf("Add%sIDs", strings.TrimSuffix(e.Name, "s")) }

// Getter is what a mutation's method is called that returns a field: GetType, since a
// mutation has a Type of its own.
func (f entTyped) Getter() string {
	switch f.Name {
	case "Type", "Op", "Client", "Tx", "ID", "IDs", "Where", "WhereP", "Field", "Fields", "AddedFields", "ClearedFields", "AddedEdges", "RemovedEdges", "ClearedEdges", "AddedIDs", "RemovedIDs":
		return "Get" + f.Name
	}
	return f.Name
}
