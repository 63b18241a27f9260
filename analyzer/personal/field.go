package personal

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// nameTags are the struct tags and form attributes that name a field in another
// form, most telling first.
var nameTags = []string{"db", "gorm", "bun", "xorm", "json", "form", "schema", "name", "id", "label"}

// Field judges a struct field or form field by its name, its Go type, its tags
// and its siblings. The tag privet:"category=contact.email" or
// privet:"not-personal reason" corrects it.
func (c *Classifier) Field(f Field) Verdict {
	t := &schema.Table{Name: schema.Name{Name: ofForm(f.Type)}}
	t.Columns = append(t.Columns, &schema.Column{Name: f.Name, Type: goType(f.GoType)})
	for _, s := range f.Siblings {
		if s != f.Name {
			t.Columns = append(t.Columns, &schema.Column{Name: s})
		}
	}
	v := c.view(nil, []*schema.Table{t})
	tv := v.tables[0]
	tv.code = true
	col := &tv.cols[0]
	if verdict, ok := c.corrected(tv, col); ok {
		return verdict
	}
	if id, reason, ok := directive("privet:" + f.Tags["privet"]); ok {
		if _, known := c.index[id]; known || id == "" {
			return c.decided(id, "a struct tag", reason)
		}
	}
	if directory(&col.id) {
		return Verdict{Evidence: []phrase.Text{{EN: "'" + f.Name + "' is a directory", NL: "'" + f.Name + "' is een map"}}}
	}
	if id, tag, value := hinted(f.Tags); id != "" && typeFits(id, col.typ) {
		return Verdict{Category: id, Confidence: High, Evidence: []phrase.Text{tagTells(f.Name, tag, value, c.nameOf(id))}, Stated: statedProtection(&col.id, id)}
	}
	verdict := v.judge(tv, col)
	for _, key := range nameTags {
		if verdict.Personal() {
			break
		}
		if name := tagName(key, f.Tags[key]); name != "" && name != f.Name {
			alias := columnView{name: name, id: v.seg.split(normalise(name)), typ: col.typ}
			if w := v.judge(tv, &alias); w.Personal() {
				verdict = w
			}
		}
	}
	return verdict
}

// directory reports whether a field is called after what it is in every program
// (UIDir), whatever the word is short for in a language.
func directory(id *ident) bool { return id.n > 0 && id.word(id.n-1) == "dir" }

// ofForm is what a struct is about that is called after the form it is filled from: a
// table of forms holds forms, a SignupForm what somebody typed to sign up. A Request is
// no request that somebody made of the shop: it may be one of HTTP or DNS.
func ofForm(structType string) string {
	switch strings.ToLower(structType) {
	case "form", "request", "response":
		return ""
	}
	if about, ok := strings.CutSuffix(structType, "Form"); ok && about != "" {
		return about
	}
	return structType
}

// Name judges a bare name: a variable, a parameter, a map key. Without a type
// or siblings only a token that decides by itself counts.
func (c *Classifier) Name(name string) Verdict {
	v := &schemaView{c: c, seg: newSegmenter(c.vocab), active: english}
	col := columnView{name: name, id: v.seg.split(normalise(name))}
	return v.judge(nil, &col)
}

// tagName returns the name in a tag: what stands before the first comma, and in
// gorm's and xorm's own forms the column.
func tagName(key, tag string) string {
	switch key {
	case "gorm":
		for part := range strings.SplitSeq(tag, ";") {
			if k, v, ok := strings.Cut(part, ":"); ok && strings.EqualFold(strings.TrimSpace(k), "column") {
				return strings.TrimSpace(v)
			}
		}
		return ""
	case "xorm":
		if _, rest, ok := strings.Cut(tag, "'"); ok {
			name, _, _ := strings.Cut(rest, "'")
			return name
		}
		return ""
	}
	name, _, _ := strings.Cut(tag, ",")
	if name == "-" {
		return ""
	}
	return strings.TrimSpace(name)
}

// goTypes gives the SQL type that a Go type is stored as, as far as it bears on
// what the field can hold.
var goTypes = map[string]string{
	"string": "text", "[]byte": "bytea", "[]rune": "text", "bool": "boolean", "time.Time": "timestamp", "time.Duration": "interval",
	"int": "bigint", "int8": "bigint", "int16": "bigint", "int32": "bigint", "int64": "bigint", "uint": "bigint", "uint8": "bigint", "uint16": "bigint", "uint32": "bigint", "uint64": "bigint",
	"float32": "numeric", "float64": "numeric", "net.IP": "inet", "netip.Addr": "inet", "uuid.UUID": "uuid", "json.RawMessage": "json",
	"sql.NullString": "text", "sql.NullBool": "boolean", "sql.NullTime": "timestamp", "sql.NullInt64": "bigint", "sql.NullInt32": "bigint", "sql.NullFloat64": "numeric",
	"pgtype.Text": "text", "pgtype.Bool": "boolean", "pgtype.Timestamptz": "timestamp", "pgtype.Date": "date", "pgtype.Int4": "bigint", "pgtype.Int8": "bigint",
	"null.String": "text", "null.Bool": "boolean", "null.Time": "timestamp", "null.Int": "bigint", "error": "interval",
}

// goType returns the schema type that a Go type's values have; a type privet
// does not know has none, and so vetoes nothing.
func goType(text string) schema.TypeRef {
	t := strings.TrimLeft(strings.TrimSpace(text), "*")
	if strings.HasPrefix(t, "func") || strings.HasPrefix(t, "chan ") {
		return schema.TypeRef{Raw: text, Base: "interval"} // holds no data at all
	}
	array := strings.HasPrefix(t, "[]") && goTypes[t] == ""
	if array {
		t = strings.TrimLeft(t, "[]*")
	}
	base, ok := goTypes[t]
	if !ok {
		return schema.TypeRef{}
	}
	return schema.TypeRef{Raw: text, Base: base, Array: array}
}
