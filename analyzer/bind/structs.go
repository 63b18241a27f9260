package bind

import (
	"go/types"
	"reflect"
	"strings"
	"unicode"
)

// field is a field of a struct, possibly promoted from embedded ones.
type field struct {
	v      *types.Var
	tag    reflect.StructTag
	path   []string // embedded fields above it, then its own name
	prefix string   // column prefix that an embedding tag gives
}

// maxEmbedding bounds how deep embedded structs are flattened.
const maxEmbedding = 4

// fieldsOf returns the fields of the struct type t is or points to, embedded
// structs flattened; nil for other types.
func fieldsOf(t types.Type) []field {
	s := structType(t)
	if s == nil || leafStruct(t) {
		return nil
	}
	return appendFields(nil, s, nil, "", 0)
}

func appendFields(out []field, s *types.Struct, path []string, prefix string, depth int) []field {
	for i := range s.NumFields() {
		v := s.Field(i)
		tag := reflect.StructTag(s.Tag(i))
		at := append(path[:len(path):len(path)], v.Name())
		inner := structType(v.Type())
		if flat, under := flattened(v, tag); inner != nil && !leafStruct(v.Type()) && flat && depth < maxEmbedding {
			out = appendFields(out, inner, at, prefix+under, depth+1)
			continue
		}
		if !v.Exported() {
			continue
		}
		out = append(out, field{v: v, tag: tag, path: at, prefix: prefix})
	}
	return out
}

// flattened reports whether a struct field's own fields are columns of the
// table, and the prefix they get: embedding, gorm's embedded and embeddedPrefix,
// bun's embed:prefix_, xorm's extends.
func flattened(v *types.Var, tag reflect.StructTag) (flat bool, prefix string) {
	gorm := parseSettings(tag.Get("gorm"), ";")
	if _, ok := gorm["embedded"]; ok {
		return true, gorm["embeddedprefix"]
	}
	if under, ok := strings.CutPrefix(tag.Get("bun"), "embed:"); ok {
		return true, under
	}
	for _, w := range xormWords(tag.Get("xorm")) {
		if w == "extends" {
			return true, ""
		}
	}
	return v.Embedded(), ""
}

// column returns the field's column: its tag's first word, or the name mapped.
func (f field) column(key string, mapName func(string) string) string {
	if name, _, _ := strings.Cut(f.tag.Get(key), ","); name != "" {
		return name
	}
	return mapName(f.v.Name())
}

// from returns the field's value in a struct value.
func (f field) from(v Value) Value {
	for _, name := range f.path {
		if v == nil {
			return nil
		}
		v = v.Field(name)
	}
	return v
}

func structType(t types.Type) *types.Struct {
	for range maxPointers {
		if t == nil {
			return nil
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			s, _ := t.Underlying().(*types.Struct)
			return s
		}
		t = p.Elem()
	}
	return nil
}

// maxPointers bounds how many pointers are looked through: a type may point to itself
// (type P *P).
const maxPointers = 16

// leafStruct reports whether a struct type is one value to a database: times
// and nullable wrappers.
func leafStruct(t types.Type) bool {
	n := namedType(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "time", "database/sql", "github.com/google/uuid", "math/big":
		return true
	}
	s := structType(t)
	for i := range s.NumFields() {
		if s.Field(i).Name() == "Valid" {
			return true
		}
	}
	return false
}

func namedType(t types.Type) *types.Named {
	for {
		p, ok := types.Unalias(t).(*types.Pointer)
		if !ok {
			break
		}
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// parseSettings reads "key:value;flag" tags; keys are lower case.
func parseSettings(tag, sep string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(tag, sep) {
		k, v, _ := strings.Cut(part, ":")
		if k = strings.ToLower(strings.TrimSpace(k)); k != "" {
			out[k] = strings.TrimSpace(v)
		}
	}
	return out
}

// snake turns a Go name into a column name as gorm's NamingStrategy does:
// UserID is user_id, HTTPServer http_server.
func snake(s string) string {
	var sb strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) && rs[i-1] != '_' {
			sb.WriteByte('_')
		}
		sb.WriteRune(unicode.ToLower(r))
	}
	return sb.String()
}

// plural is the table name of a model: gorm pluralises the last word with the
// rules of github.com/jinzhu/inflection, of which these are the common ones.
func plural(s string) string {
	switch {
	case s == "":
		return s
	case strings.HasSuffix(s, "person"):
		return strings.TrimSuffix(s, "person") + "people"
	case strings.HasSuffix(s, "child"):
		return s + "ren"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		if strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && !strings.HasSuffix(s, "us") {
			return s
		}
		return s + "es"
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}
