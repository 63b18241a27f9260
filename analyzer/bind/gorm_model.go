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

// gormMapping is how gorm maps structs (https://gorm.io/docs/models.html).
var gormMapping = mapping{
	library: "gorm", tag: "gorm", method: "TableName", column: field.gormColumn,
	table: func(b *Binder, n string) string {
		if b.gorm.singular {
			return b.gorm.prefix + snake(n)
		}
		return b.gorm.prefix + plural(snake(n))
	},
	describe: func(f field, m *usage.ModelField) {
		s := parseSettings(f.tag.Get("gorm"), ";")
		has := func(key string) bool { _, ok := s[key]; return ok }
		m.NotNull, m.Default, m.SQLType, m.Comment = has("not null"), s["default"], s["type"], s["comment"]
		m.Unique = has("unique") || has("uniqueindex")
		m.Index = has("index") || has("uniqueindex")
		m.PrimaryKey = has("primarykey") || has("primary_key") || f.v.Name() == "ID"
	},
}

func jsonName(f field) string {
	name, _, _ := strings.Cut(f.tag.Get("json"), ",")
	return name
}
