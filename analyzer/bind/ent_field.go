package bind

import (
	"go/ast"
	"strings"
	"unicode"

	"github.com/privet-dev/privet/analyzer/usage"
)

// entLink is one call of a builder chain: Unique(), Default("x").
type entLink struct {
	name string
	args []ast.Expr
}

// callsIn returns the elements of the slice literals that a method returns; out
// collects in recursion.
func callsIn(fn *ast.FuncDecl, out []ast.Expr) []ast.Expr {
	if fn == nil {
		return out
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if _, isSlice := lit.Type.(*ast.ArrayType); !isSlice {
			return true
		}
		for _, el := range lit.Elts {
			if inner, ok := el.(*ast.CompositeLit); ok {
				out = append(out, inner.Type) // a mixin: TimeMixin{}
				continue
			}
			out = append(out, el)
		}
		return false
	})
	return out
}

// unchain splits field.String("email").Unique() into its links, first to last,
// and the package that begins it.
func unchain(x ast.Expr) (pkg string, links []entLink) {
	for {
		call, ok := x.(*ast.CallExpr)
		if !ok {
			break
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return "", nil
		}
		links = append([]entLink{{sel.Sel.Name, call.Args}}, links...)
		x = sel.X
	}
	id, ok := x.(*ast.Ident)
	if !ok || len(links) == 0 {
		return "", nil
	}
	return id.Name, links
}

// entTypes are the column types ent chooses, as PostgreSQL names them.
var entTypes = map[string][2]string{
	"String": {"string", "varchar"}, "Text": {"string", "text"}, "Int": {"int", "bigint"}, "Int64": {"int64", "bigint"}, "Int32": {"int32", "int"},
	"Uint": {"uint", "bigint"}, "Bool": {"bool", "boolean"}, "Time": {"time.Time", "timestamp"}, "Float": {"float64", "double precision"},
	"Bytes": {"[]byte", "blob"}, "JSON": {"any", "jsonb"}, "Strings": {"[]string", "jsonb"}, "UUID": {"uuid.UUID", "uuid"}, "Enum": {"string", "varchar"},
}

// schemaFields reads Fields() of a schema or mixin.
func (b *Binder) schemaFields(s entSource, name string, m *usage.Model) []usage.ModelField {
	var out []usage.ModelField
	for _, x := range callsIn(s.methods[name]["Fields"], nil) {
		pkg, links := unchain(x)
		if pkg != "field" || len(links[0].args) == 0 {
			continue
		}
		column := literal(links[0].args[0])
		if column == "" {
			continue
		}
		f := usage.ModelField{Name: pascal(column), Column: column, NotNull: true, Span: b.locate(x.Pos()), Tags: map[string]string{}}
		if t, ok := entTypes[links[0].name]; ok {
			f.GoType, f.SQLType = t[0], t[1]
		}
		for _, l := range links[1:] {
			applyLink(&f, l)
		}
		if column == "id" {
			f.PrimaryKey = true
			m.Fields = m.Fields[:0]
		}
		out = append(out, f)
	}
	return out
}

func applyLink(f *usage.ModelField, l entLink) {
	arg := ""
	if len(l.args) > 0 {
		arg = literal(l.args[0])
	}
	switch l.name {
	case "Optional":
		f.NotNull = false
	case "Unique":
		f.Unique = true
	case "Sensitive": // left out of String() and of JSON
		f.JSONName = "-"
		f.Tags["json"] = "-"
	case "Default":
		f.Default = arg
	case "Comment":
		f.Comment = arg
	case "StorageKey":
		f.Column = arg
	case "StructTag":
		if strings.Contains(arg, `json:"-"`) {
			f.JSONName = "-"
		}
	}
}

// schemaEdges reads the foreign keys that Edges() puts into this table: unique
// edges, by Field, StorageKey or ent's naming.
func (b *Binder) schemaEdges(s entSource, name string, m *usage.Model) []usage.ModelField {
	var out []usage.ModelField
	for _, x := range callsIn(s.methods[name]["Edges"], nil) {
		pkg, links := unchain(x)
		if pkg != "edge" || len(links[0].args) < 2 {
			continue
		}
		column := snake(name) + "_" + literal(links[0].args[0])
		ref := ""
		unique, stated := false, false
		for _, l := range links[1:] {
			switch l.name {
			case "Unique":
				unique = true
			case "Ref":
				ref = literal(l.args[0])
			case "Field":
				stated = true // a field of its own, listed by Fields
			}
		}
		if links[0].name == "From" {
			column = snake(entEdgeType(links[0].args[1])) + "_" + ref
		}
		if unique && !stated {
			out = append(out, usage.ModelField{Column: column, GoType: "int", SQLType: "bigint", Span: b.locate(x.Pos())})
		}
	}
	return out
}

// entEdgeType is User of User.Type.
func entEdgeType(x ast.Expr) string {
	if sel, ok := x.(*ast.SelectorExpr); ok {
		return typeIdent(sel.X)
	}
	return ""
}

// pascal is the Go name that ent generates for a field: user_id is UserID.
func pascal(s string) string {
	var sb strings.Builder
	for part := range strings.SplitSeq(s, "_") {
		if part == "" {
			continue
		}
		if up := strings.ToUpper(part); entInitialisms[up] {
			sb.WriteString(up)
			continue
		}
		r := []rune(part)
		r[0] = unicode.ToUpper(r[0])
		sb.WriteString(string(r))
	}
	return sb.String()
}

// entInitialisms are those of ent's code generator (entc/gen/func.go).
var entInitialisms = map[string]bool{"ACL": true, "API": true, "ASCII": true, "AWS": true, "CPU": true, "CSS": true, "DNS": true, "EOF": true, "GB": true, "GUID": true,
	"HCL": true, "HTML": true, "HTTP": true, "HTTPS": true, "ID": true, "IP": true, "JSON": true, "KB": true, "LHS": true, "MAC": true, "MB": true, "QPS": true,
	"RAM": true, "RHS": true, "RPC": true, "SLA": true, "SMTP": true, "SQL": true, "SSH": true, "SSO": true, "TCP": true, "TLS": true, "TTL": true, "UDP": true,
	"UI": true, "UID": true, "URI": true, "URL": true, "UTF8": true, "UUID": true, "VM": true, "XML": true, "XMPP": true, "XSRF": true, "XSS": true}
