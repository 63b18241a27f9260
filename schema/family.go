package schema

import "strings"

var families = map[string]Family{
	"text": TextType, "varchar": TextType, "char": TextType, "character": TextType, "bpchar": TextType, "character varying": TextType,
	"nchar": TextType, "nvarchar": TextType, "varchar2": TextType, "nvarchar2": TextType, "citext": TextType, "name": TextType,
	"tinytext": TextType, "mediumtext": TextType, "longtext": TextType, "clob": TextType, "string": TextType, "ntext": TextType,
	"int": IntegerType, "integer": IntegerType, "int2": IntegerType, "int4": IntegerType, "int8": IntegerType, "smallint": IntegerType,
	"bigint": IntegerType, "tinyint": IntegerType, "mediumint": IntegerType, "serial": IntegerType, "bigserial": IntegerType,
	"smallserial": IntegerType, "serial4": IntegerType, "serial8": IntegerType, "serial2": IntegerType, "year": IntegerType, "oid": IntegerType,
	"numeric": NumericType, "decimal": NumericType, "dec": NumericType, "float": NumericType, "real": NumericType, "double": NumericType, "double precision": NumericType,
	"float4": NumericType, "float8": NumericType, "money": NumericType, "number": NumericType, "fixed": NumericType,
	"bool": BooleanType, "boolean": BooleanType, "bit": BooleanType,
	"date": DateType, "datetime": DateType, "datetime2": DateType, "timestamp": DateType, "timestamptz": DateType, "smalldatetime": DateType,
	"timestamp with time zone": DateType, "timestamp without time zone": DateType,
	"time": TimeType, "timetz": TimeType, "interval": TimeType, "time with time zone": TimeType, "time without time zone": TimeType,
	"bytea": BinaryType, "blob": BinaryType, "binary": BinaryType, "varbinary": BinaryType, "tinyblob": BinaryType, "mediumblob": BinaryType, "longblob": BinaryType, "image": BinaryType,
	"json": JSONType, "jsonb": JSONType, "hstore": JSONType, "xml": JSONType,
	"inet": InetType, "cidr": InetType, "inet4": InetType, "inet6": InetType, "macaddr": InetType, "macaddr8": InetType,
	"uuid": UUIDType, "uniqueidentifier": UUIDType,
	"enum": EnumType, "set": EnumType,
	"point": GeoType, "geometry": GeoType, "geography": GeoType, "polygon": GeoType, "linestring": GeoType, "box": GeoType, "circle": GeoType, "path": GeoType, "lseg": GeoType, "line": GeoType,
}

// Family returns the family of the type: that of the enum or domain it was
// resolved to, else that of its base name. MySQL's tinyint(1) is a boolean, as
// every MySQL driver treats it.
func (t TypeRef) Family() Family {
	switch {
	case t.Domain != nil:
		return t.Domain.Base.Family()
	case len(t.Enum) > 0:
		return EnumType
	case t.Base == "tinyint" && len(t.Args) == 1 && t.Args[0] == "1":
		return BooleanType
	case t.Base == "bit" && len(t.Args) == 1 && t.Args[0] != "1":
		return BinaryType
	}
	return families[strings.ToLower(t.Base)]
}

// Length returns the first numeric argument of a character or binary type, and
// whether there is one.
func (t TypeRef) Length() (n int, ok bool) {
	if f := t.Family(); f != TextType && f != BinaryType {
		return 0, false
	}
	if t.Domain != nil {
		return t.Domain.Base.Length()
	}
	if len(t.Args) == 0 {
		if strings.HasPrefix(t.Base, "char") && t.Base != "character varying" {
			return 1, true
		}
		return 0, false
	}
	for _, r := range t.Args[0] {
		if r < '0' || r > '9' || n > 1<<30 {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, n > 0
}
