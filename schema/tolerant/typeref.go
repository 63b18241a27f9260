package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// typeRef reads a type: its words, its arguments, and PostgreSQL's brackets.
// SQLite allows any words, and none. Words that qualify a type in MySQL
// (UNSIGNED, CHARACTER SET) are column attributes to this reader.
func (r *reader) typeRef() schema.TypeRef {
	start := r.i
	var t schema.TypeRef
	t.Base = r.typeWords()
	if t.Base == "" {
		return t
	}
	if r.at("(") && !r.ahead(1).Is("SELECT") {
		r.typeArgs(&t)
	}
	t.Base += r.typeTail(t.Base)
	t.Base = r.baseName(t.Base)
	for r.at("[") {
		r.skipBrackets()
		t.Array = true
	}
	if r.accept("ARRAY") {
		t.Array = true
		if r.at("[") {
			r.skipBrackets()
		}
	}
	text, _, _ := r.textOf(start, r.i)
	t.Raw = collapse(text)
	return t
}

// typeWords reads the words in front of a type's bracket, in lower case. A
// schema-qualified name loses its schema.
func (r *reader) typeWords() string {
	base := ""
	for r.peek().Kind == token.Word || r.peek().Kind == token.Quoted {
		kw := r.keyword()
		if r.endsType(kw) && (base != "" || !r.startsType(kw)) {
			break
		}
		if base != "" && !r.continuesType(base, kw) {
			break
		}
		word := strings.ToLower(r.ident(r.next()))
		if r.at(".") {
			r.next()
			continue
		}
		if base == "" {
			base = word
		} else {
			base += " " + word
		}
	}
	return base
}

// endsType reports whether a word begins a column attribute. SQLite's grammar
// reserves few, so that UNSIGNED BIG INT is a type like any other there.
func (r *reader) endsType(kw string) bool {
	if r.dialect == schema.SQLite {
		return sqliteColumnWords[kw]
	}
	return columnWords[kw]
}

// startsType reports whether a word that usually begins a column attribute is a
// type all the same: SET('a','b') and BINARY(16).
func (r *reader) startsType(kw string) bool {
	switch kw {
	case "SET":
		return r.ahead(1).Text == "("
	case "BINARY":
		return true
	case "CHARACTER":
		return !r.ahead(1).Is("SET")
	case "SERIAL":
		return r.dialect != schema.MySQL || !r.at("SERIAL", "DEFAULT")
	}
	return false
}

// continuesType reports whether a word goes on with a type of several words.
// SQLite takes every word in; the others have a few such types.
func (r *reader) continuesType(base, kw string) bool {
	if r.dialect == schema.SQLite {
		return true
	}
	switch kw {
	case "PRECISION":
		return base == "double"
	case "VARYING":
		return strings.HasSuffix(base, "char") || strings.HasSuffix(base, "character") || base == "bit"
	case "CHAR", "CHARACTER", "VARCHAR":
		return base == "national" || base == "long"
	case "VARBINARY":
		return base == "long"
	case "LARGE", "OBJECT":
		return true
	}
	return false
}

// typeArgs reads the bracket of a type: lengths, or the labels of an enum.
func (r *reader) typeArgs(t *schema.TypeRef) {
	from, to := r.skipBrackets()
	enum := t.Base == "enum" || t.Base == "set"
	for _, tok := range r.toks[from:to] {
		switch {
		case enum && (tok.Kind == token.String || tok.Kind == token.Quoted):
			t.Enum = append(t.Enum, tok.Value(r.dialect))
		case tok.Kind == token.Number || tok.Kind == token.Word:
			t.Args = append(t.Args, tok.Text)
		}
	}
}

// typeTail reads what follows a type's bracket: WITH TIME ZONE, and the fields
// of an interval.
func (r *reader) typeTail(base string) string {
	switch {
	case r.accept("WITH", "TIME", "ZONE"):
		return " with time zone"
	case r.accept("WITHOUT", "TIME", "ZONE"):
		return ""
	case base == "interval":
		for r.acceptAny("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO") {
		}
	case r.accept("VARYING"):
		return " varying"
	}
	return ""
}

// postgresBases are the names schema/postgres gives the types it has several
// names for.
var postgresBases = map[string]string{
	"int": "integer", "int4": "integer", "serial": "integer", "serial4": "integer", "int8": "bigint", "bigserial": "bigint", "serial8": "bigint",
	"int2": "smallint", "smallserial": "smallint", "serial2": "smallint", "float4": "real", "float8": "double precision", "float": "double precision",
	"bool": "boolean", "character": "char", "bpchar": "char", "decimal": "numeric", "timestamp with time zone": "timestamptz", "time with time zone": "timetz",
	"char varying": "varchar", "character varying": "varchar", "bit varying": "varbit",
}

// otherBases are the names MySQL's catalog gives the types it has several names
// for (manual 11, "Data Types"). SQLite keeps what was written.
var otherBases = map[string]string{
	"integer": "int", "dec": "decimal", "numeric": "decimal", "fixed": "decimal", "double precision": "double", "real": "double",
	"character": "char", "character varying": "varchar", "char varying": "varchar", "nchar": "char", "nvarchar": "varchar",
	"national char": "char", "national character": "char", "national varchar": "varchar", "national character varying": "varchar",
	"national char varying": "varchar", "long": "mediumtext", "long varchar": "mediumtext", "long varbinary": "mediumblob",
	"int1": "tinyint", "int2": "smallint", "int3": "mediumint", "int4": "int", "int8": "bigint", "float4": "float", "float8": "double",
}

func (r *reader) baseName(base string) string {
	var name string
	switch r.dialect {
	case schema.PostgreSQL:
		name = postgresBases[base]
	case schema.MySQL:
		name = otherBases[base]
	}
	if name == "" {
		return base
	}
	return name
}

// collapse turns every run of white space into one blank.
func collapse(s string) string {
	if !strings.ContainsAny(s, "\t\r\n") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// sqliteColumnWords are SQLite's (sqlite.org/syntax/column-constraint.html).
var sqliteColumnWords = wordSet(`NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT COLLATE GENERATED AS ON FOREIGN AUTOINCREMENT COMMENT`)

// columnWords begin a column attribute or a table element, and so end a type.
var columnWords = wordSet(`NOT NULL DEFAULT PRIMARY UNIQUE KEY REFERENCES CHECK CONSTRAINT COLLATE COMMENT AUTO_INCREMENT AUTOINCREMENT IDENTITY
GENERATED AS ON UNSIGNED SIGNED ZEROFILL BINARY CHARACTER CHARSET ASCII UNICODE INVISIBLE VISIBLE STORAGE COLUMN_FORMAT FIRST AFTER SET WITH
WITHOUT VIRTUAL STORED PERSISTENT COMPRESSED COMPRESSION FOREIGN SRID REF_SYSTEM_ID ENCODE USING DEFERRABLE INITIALLY RESTRICT CASCADE ENGINE_ATTRIBUTE SERIAL`)
