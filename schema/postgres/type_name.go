package postgres

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// typeSpelling is how a built-in type is written: base as schema.TypeRef.Base
// has it, long as the server's format_type prints it.
type typeSpelling struct{ base, long string }

// builtinTypes maps the catalog's internal names to their spellings; see table
// 8.1 of PostgreSQL's manual and format_type() in the server. A serial is stored
// as the integer it stands for.
var builtinTypes = map[string]typeSpelling{
	"int2": {"smallint", "smallint"}, "int4": {"integer", "integer"}, "int8": {"bigint", "bigint"},
	"int": {"integer", "integer"}, "smallint": {"smallint", "smallint"}, "integer": {"integer", "integer"}, "bigint": {"bigint", "bigint"},
	"serial2": {"smallint", "smallserial"}, "smallserial": {"smallint", "smallserial"},
	"serial4": {"integer", "serial"}, "serial": {"integer", "serial"},
	"serial8": {"bigint", "bigserial"}, "bigserial": {"bigint", "bigserial"},
	"float4": {"real", "real"}, "float8": {"double precision", "double precision"},
	"bool": {"boolean", "boolean"}, "varchar": {"varchar", "character varying"}, "bpchar": {"char", "character"},
	"timestamptz": {"timestamptz", "timestamp with time zone"}, "timestamp": {"timestamp", "timestamp without time zone"},
	"timetz": {"timetz", "time with time zone"}, "time": {"time", "time without time zone"},
	"varbit": {"varbit", "bit varying"}, "decimal": {"numeric", "numeric"},
}

// isSerial reports whether a type name means "integer with a sequence".
func isSerial(t *pg.TypeName) bool {
	if t == nil || len(t.Names) != 1 {
		return false
	}
	return strings.HasSuffix(builtinTypes[lastName(t.Names)].long, "serial")
}

// typeRef turns a type name of the tree into the model's.
func typeRef(t *pg.TypeName) schema.TypeRef {
	if t == nil {
		return schema.TypeRef{}
	}
	name := nameOf(t.Names)
	if name.Schema == "pg_catalog" {
		name.Schema = ""
	}
	spelling, builtin := builtinTypes[name.Name]
	if !builtin || name.Schema != "" {
		spelling = typeSpelling{name.Name, name.String()}
	}
	ref := schema.TypeRef{Base: spelling.base, Schema: name.Schema, Args: typeArgs(name.Name, t.Typmods), Array: len(t.ArrayBounds) > 0}
	ref.Raw = rawType(spelling.long, name.Name, ref, t)
	return ref
}

// rawType spells the type as format_type() does.
func rawType(long, name string, ref schema.TypeRef, t *pg.TypeName) string {
	raw := long
	if name == "interval" {
		raw, ref.Args = intervalType(t.Typmods), nil
	}
	if len(ref.Args) > 0 {
		args := "(" + strings.Join(ref.Args, ",") + ")"
		if head, tail, ok := strings.Cut(long, " with"); ok {
			raw = head + args + " with" + tail
		} else {
			raw += args
		}
	}
	if t.PctType {
		raw += "%TYPE"
	}
	if ref.Array {
		raw += "[]"
	}
	return raw
}

// typeArgs returns a type's modifiers. numeric(10) is numeric(10,0), and an
// interval's first modifier is a bit mask of its fields, which is no argument.
func typeArgs(name string, mods []*pg.Node) []string {
	var args []string
	for _, m := range mods {
		args = append(args, constantText(m))
	}
	if (name == "numeric" || name == "decimal") && len(args) == 1 {
		args = append(args, "0")
	}
	if name == "interval" {
		args = nil
	}
	return args
}

// intervalFields maps the grammar's masks (INTERVAL_MASK in datetime.h) to
// words.
var intervalFields = map[int32]string{
	4: "year", 2: "month", 8: "day", 1024: "hour", 2048: "minute", 4096: "second",
	6: "year to month", 1032: "day to hour", 3080: "day to minute", 7176: "day to second",
	3072: "hour to minute", 7168: "hour to second", 6144: "minute to second",
}

func intervalType(mods []*pg.Node) string {
	raw := "interval"
	if len(mods) > 0 {
		if fields := intervalFields[mods[0].GetAConst().GetIval().GetIval()]; fields != "" {
			raw += " " + fields
		}
	}
	if len(mods) > 1 {
		raw += "(" + constantText(mods[1]) + ")"
	}
	return raw
}

// constantText returns the text of a constant, or of a plain name.
func constantText(n *pg.Node) string {
	if c := n.GetAConst(); c != nil {
		switch v := c.Val.(type) {
		case *pg.A_Const_Ival:
			return strconv.Itoa(int(v.Ival.Ival))
		case *pg.A_Const_Fval:
			return v.Fval.Fval
		case *pg.A_Const_Sval:
			return v.Sval.Sval
		case *pg.A_Const_Bsval:
			return v.Bsval.Bsval
		case *pg.A_Const_Boolval:
			return strconv.FormatBool(v.Boolval.Boolval)
		}
		return ""
	}
	if ref := n.GetColumnRef(); ref != nil {
		return lastName(ref.Fields)
	}
	return ""
}

// nameOf turns a list of identifiers into a name; a database part is dropped.
func nameOf(parts []*pg.Node) schema.Name {
	if len(parts) == 0 {
		return schema.Name{}
	}
	n := schema.Name{Name: lastName(parts)}
	if len(parts) > 1 {
		n.Schema = parts[len(parts)-2].GetString_().GetSval()
	}
	return n
}

func lastName(parts []*pg.Node) string {
	if len(parts) == 0 {
		return ""
	}
	return parts[len(parts)-1].GetString_().GetSval()
}

// identifiers returns the strings of a list.
func identifiers(list []*pg.Node) []string {
	var names []string
	for _, n := range list {
		if s := n.GetString_(); s != nil {
			names = append(names, s.Sval)
		}
	}
	return names
}

// relation returns the name of a table or view.
func relation(r *pg.RangeVar) schema.Name {
	return schema.Name{Schema: r.GetSchemaname(), Name: r.GetRelname()}
}

// objectName reads the several shapes in which the tree names an object: a list
// of identifiers, a type name, a function with arguments, or one string.
func objectName(n *pg.Node) schema.Name {
	switch {
	case n.GetList() != nil:
		return nameOf(n.GetList().Items)
	case n.GetTypeName() != nil:
		return nameOf(n.GetTypeName().Names)
	case n.GetObjectWithArgs() != nil:
		return nameOf(n.GetObjectWithArgs().Objname)
	case n.GetRangeVar() != nil:
		return relation(n.GetRangeVar())
	case n.GetRoleSpec() != nil:
		return schema.Name{Name: roleName(n.GetRoleSpec())}
	}
	return schema.Name{Name: n.GetString_().GetSval()}
}
