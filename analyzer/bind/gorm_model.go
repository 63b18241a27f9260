package bind

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
)

// gormColumn returns the column of a field, "" when gorm does not store it.
func (f field) gormColumn() string {
	tag := f.tag.Get("gorm")
	if tag == "-" || strings.HasPrefix(tag, "-:all") {
		return ""
	}
	settings := parseSettings(tag, ";")
	if col := settings["column"]; col != "" {
		return f.prefix + col
	}
	if _, relation := settings["foreignkey"]; relation || isRelation(f.v.Type()) {
		return ""
	}
	return f.prefix + snake(f.v.Name())
}

// isRelation reports whether a field holds other rows rather than a column.
func isRelation(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return structType(s.Elem()) != nil && !leafStruct(s.Elem())
	}
	return structType(t) != nil && !leafStruct(t) && !isValuer(t)
}

// isValuer reports whether a type encodes itself for the database.
func isValuer(t types.Type) bool {
	for _, name := range []string{"Value", "GormDataType"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name); obj != nil {
			if _, isFunc := obj.(*types.Func); isFunc {
				return true
			}
		}
	}
	return false
}

func gormFields(t types.Type) []usage.ModelField {
	var out []usage.ModelField
	for _, f := range fieldsOf(t) {
		s := parseSettings(f.tag.Get("gorm"), ";")
		_, notNull := s["not null"]
		_, unique := s["unique"]
		_, uniqueIndex := s["uniqueindex"]
		_, index := s["index"]
		_, pk := s["primarykey"]
		_, pk1 := s["primary_key"]
		out = append(out, usage.ModelField{Name: f.v.Name(), Column: f.gormColumn(), GoType: f.v.Type().String(),
			Tags: map[string]string{"gorm": f.tag.Get("gorm"), "json": f.tag.Get("json")}, NotNull: notNull, Default: s["default"],
			Unique: unique || uniqueIndex, Index: index || uniqueIndex, PrimaryKey: pk || pk1 || f.v.Name() == "ID" && !pk1,
			SQLType: s["type"], Comment: s["comment"], JSONName: jsonName(f)})
	}
	return out
}

func jsonName(f field) string {
	name, _, _ := strings.Cut(f.tag.Get("json"), ",")
	return name
}
