package drift

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// aliases are the spellings that servers write another way: PostgreSQL's manual,
// table 8.1; MariaDB's and MySQL's chapters on data types.
var aliases = map[string]string{
	"int4": "integer", "int": "integer", "int8": "bigint", "int2": "smallint", "serial": "integer", "serial4": "integer", "bigserial": "bigint", "serial8": "bigint", "smallserial": "smallint",
	"varchar": "character varying", "char": "character", "bpchar": "character", "nvarchar": "character varying", "bool": "boolean", "decimal": "numeric", "dec": "numeric", "fixed": "numeric",
	"float8": "double precision", "float4": "real", "double": "double precision", "timestamptz": "timestamp with time zone", "timetz": "time with time zone",
	"timestamp without time zone": "timestamp", "time without time zone": "time", "varbit": "bit varying", "mediumint": "mediumint", "json": "json",
}

// canonical is a type as compared: its canonical name and, where they change
// what fits in it, its arguments. The display width of MySQL's integers is no
// part of it, and MariaDB's json is a longtext.
func canonical(t schema.TypeRef) string {
	base := strings.ToLower(t.Base)
	if len(t.Enum) > 0 {
		return "enum(" + strings.Join(t.Enum, ",") + ")"
	}
	if base == "tinyint" || base == "bool" || base == "boolean" {
		if t.Family() == schema.BooleanType {
			return "boolean"
		}
	}
	if a, ok := aliases[base]; ok {
		base = a
	}
	if base == "json" || base == "longtext" {
		return "longtext or json"
	}
	args := slices.Clone(t.Args)
	if t.Family() == schema.IntegerType {
		args = nil
	}
	if base == "numeric" && len(args) == 1 {
		args = append(args, "0")
	}
	if base == "character" && len(args) == 0 {
		args = []string{"1"}
	}
	name := base + "(" + strings.Join(args, ",") + ")"
	if t.Array {
		name += "[]"
	}
	return name
}
