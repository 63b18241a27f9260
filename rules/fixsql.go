package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// The statements here are proposals: each is right for its dialect and for the
// object it names, and changes nothing else. Where a dialect cannot say it in
// one safe statement, there is none.

// plainIdent is an identifier no dialect needs quotes for, reserved words aside.
var plainIdent = lazyregexp.New(`^[a-z_][a-z0-9_]*$`)

// reserved are the words that webshops use as names and dialects reserve.
var reserved = []string{"all", "check", "column", "default", "desc", "from", "group", "index", "key", "order", "primary",
	"references", "select", "table", "to", "unique", "user", "where", "with"}

// ident quotes a name where the dialect needs it.
func ident(d schema.Dialect, name string) string {
	if plainIdent.MatchString(name) && !slices.Contains(reserved, name) {
		return name
	}
	if d == schema.MySQL {
		return "`" + strings.ReplaceAll(name, "`", "``") + "`"
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// qualified quotes a table's or view's name with its schema.
func qualified(d schema.Dialect, n schema.Name) string {
	if n.Schema == "" {
		return ident(d, n.Name)
	}
	return ident(d, n.Schema) + "." + ident(d, n.Name)
}

// statable reports whether a statement on the item's column makes sense: it is
// stated by a schema, not by an ORM's model, which would create it again, and it
// is a column of its own, not a key inside one.
func statable(item *inventory.Item) bool {
	kind := item.Table.Table.Kind
	return item.Within == nil && kind != schema.GoModelTable && kind != schema.QueryOnlyName
}

// dropColumn drops an item's column.
func dropColumn(item *inventory.Item) string {
	if !statable(item) {
		return ""
	}
	d := item.Database.Dialect
	return "ALTER TABLE " + qualified(d, item.Table.Table.Name) + " DROP COLUMN " + ident(d, item.Column.Name) + ";"
}

// widen makes room for any password hash in an item's column. SQLite does not
// enforce lengths and needs nothing.
func widen(item *inventory.Item) string {
	d := item.Database.Dialect
	table, column := qualified(d, item.Table.Table.Name), ident(d, item.Column.Name)
	switch {
	case !statable(item):
		return ""
	case d == schema.PostgreSQL:
		return "ALTER TABLE " + table + " ALTER COLUMN " + column + " TYPE varchar(255);"
	case d == schema.MySQL && item.Column.Default == nil:
		null := " NULL"
		if item.Column.NotNull == schema.Yes {
			null = " NOT NULL"
		}
		return "ALTER TABLE " + table + " MODIFY " + column + " varchar(255)" + null + ";"
	}
	return ""
}

// revoke takes a grant back.
func revoke(d schema.Dialect, g schema.Grant) string {
	privileges := g.Privileges.String()
	if len(g.Columns) > 0 {
		columns := make([]string, len(g.Columns))
		for i, c := range g.Columns {
			columns[i] = ident(d, c)
		}
		on := " (" + strings.Join(columns, ", ") + ")"
		privileges = strings.ReplaceAll(privileges, ", ", on+", ") + on
	}
	object := qualified(d, g.Object)
	if d == schema.PostgreSQL {
		object = "TABLE " + object
	}
	return "REVOKE " + privileges + " ON " + object + " FROM " + grantee(d, g.Grantee) + ";"
}

// grantee is a grantee as REVOKE spells it.
func grantee(d schema.Dialect, name string) string {
	if name == schema.Public {
		return "PUBLIC"
	}
	if d == schema.MySQL {
		user, host, _ := strings.Cut(name, "@")
		return "'" + strings.ReplaceAll(user, "'", "''") + "'@'" + strings.ReplaceAll(host, "'", "''") + "'"
	}
	return ident(d, name)
}
