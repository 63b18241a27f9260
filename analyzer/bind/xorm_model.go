package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
)

// xormMapping is how xorm maps structs (https://xorm.io/docs/chapter-02/): a tag
// is a list of words, of which the quoted one, or the one that is neither a
// keyword nor a type, is the column.
var xormMapping = mapping{
	library: "xorm", tag: "xorm", method: "TableName", column: field.xormColumn,
	table: func(b *Binder, n string) string {
		if b.xorm.same {
			return n
		}
		return b.xorm.prefix + snake(n)
	},
	describe: func(f field, m *usage.ModelField) {
		words := xormWords(f.tag.Get("xorm"))
		for i, w := range words {
			switch lower := strings.ToLower(w); {
			case lower == "pk":
				m.PrimaryKey = true
			case lower == "unique" || strings.HasPrefix(lower, "unique("):
				m.Unique = true
			case lower == "index" || strings.HasPrefix(lower, "index("):
				m.Index = true
			case lower == "null" && i > 0 && strings.EqualFold(words[i-1], "not"), lower == "notnull":
				m.NotNull = true
			case strings.HasPrefix(lower, "comment("):
				m.Comment = strings.Trim(w[len("comment("):], "')")
			case lower == "default" && i+1 < len(words):
				m.Default = strings.Trim(words[i+1], "'")
			case xormType(lower):
				m.SQLType = w
			}
		}
	},
}

// xormColumn returns the column of a field, "" when it is not stored.
func (f field) xormColumn() string {
	words := xormWords(f.tag.Get("xorm"))
	name := ""
	for i, w := range words {
		lower := strings.ToLower(w)
		switch {
		case i > 0 && strings.EqualFold(words[i-1], "default"):
		case w == "-" || lower == "extends":
			return ""
		case strings.HasPrefix(w, "'"):
			return f.prefix + strings.Trim(w, "'")
		case strings.Contains(w, "(") || xormKeywords[lower] || xormType(lower):
		case name == "":
			name = w
		}
	}
	if name == "" {
		name = snake(f.v.Name())
	}
	return f.prefix + name
}

var xormKeywords = map[string]bool{"pk": true, "autoincr": true, "null": true, "not": true, "notnull": true, "unique": true, "index": true, "extends": true,
	"-": true, "<-": true, "->": true, "created": true, "updated": true, "deleted": true, "version": true, "default": true, "json": true, "utc": true, "local": true, "nocache": true, "cache": true, "noversion": true}

// xormType reports whether a tag's word is a column type.
func xormType(w string) bool {
	w, _, _ = strings.Cut(w, "(")
	switch w {
	case "varchar", "nvarchar", "char", "text", "mediumtext", "longtext", "tinytext", "clob", "int", "integer", "bigint", "smallint", "tinyint", "mediumint",
		"bool", "boolean", "bit", "float", "double", "decimal", "numeric", "real", "date", "datetime", "time", "timestamp", "timestampz", "blob", "longblob",
		"mediumblob", "binary", "varbinary", "bytea", "jsonb", "uuid", "enum", "set", "unsigned":
		return true
	}
	return false
}

// xormWords splits a tag at blanks outside quotes and parentheses.
func xormWords(tag string) []string {
	var out []string
	var sb strings.Builder
	depth, quoted := 0, false
	for _, r := range tag {
		switch {
		case r == '\'':
			quoted = !quoted
		case quoted:
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ' ' && depth == 0:
			if sb.Len() > 0 {
				out = append(out, sb.String())
				sb.Reset()
			}
			continue
		}
		sb.WriteRune(r)
	}
	if sb.Len() > 0 {
		out = append(out, sb.String())
	}
	return out
}

// xormMapper notes engine.SetMapper(names.SameMapper{}) and table prefixes.
func xormMapper(b *Binder, c Call) {
	args := c.Args()
	if len(args) < 2 || args[1] == nil || args[1].Type() == nil {
		return
	}
	made := args[1]
	if n := namedType(made.Type()); n != nil && n.Obj().Name() == "SameMapper" && !strings.HasSuffix(c.Callee(), "SetColumnMapper") {
		b.xorm.same = true
	}
	call := made.Call()
	if call != nil && strings.HasSuffix(call.Callee(), "NewPrefixMapper") {
		for _, a := range call.Args() {
			if prefix, ok := onlyText(a); ok {
				b.xorm.prefix = prefix
			}
		}
	}
}

// onlyText is the text of a string value that can be nothing else: a prefix that
// a setting gives is not known.
func onlyText(v Value) (string, bool) {
	if v == nil || !isString(v.Type()) {
		return "", false
	}
	ts := v.Strings()
	if len(ts) != 1 {
		return "", false
	}
	return ts[0].Text()
}
