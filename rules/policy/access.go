package policy

import (
	"slices"
	"strings"
)

// Access is what one role may do: table, then operation.
type Access map[string]Operations

// Operations is what a role may do with a table: operation (select, insert,
// update, delete) to the columns it may do that with, none meaning all of them.
// In privet.yaml it is a list, [select, insert], or a map with columns,
// {select: [id, date]}.
type Operations map[string][]string

// operations are the operations a policy speaks of.
var operations = []string{"select", "insert", "update", "delete"}

// UnmarshalYAML reads either form.
func (o *Operations) UnmarshalYAML(unmarshal func(any) error) error {
	var list []string
	if err := unmarshal(&list); err == nil {
		*o = Operations{}
		for _, op := range list {
			(*o)[op] = nil
		}
		return nil
	}
	var columns map[string][]string
	if err := unmarshal(&columns); err != nil {
		return err // the decoder's own error knows the place
	}
	*o = columns
	return nil
}

// Allows reports whether the operation on the column is declared.
func (o Operations) Allows(operation, column string) bool {
	columns, ok := o[operation]
	return ok && (len(columns) == 0 || slices.ContainsFunc(columns, func(c string) bool { return strings.EqualFold(c, column) }))
}

// Table finds what the policy says of a table, by "schema.table" or the table's
// own name, without regard to case.
func (p *Policy) Table(schema, table string) (Table, bool) {
	return find(p.Tables, schema, table)
}

// Of finds what a role may do with a table.
func (a Access) Of(schema, table string) (Operations, bool) {
	return find(a, schema, table)
}

// CoversTable reports whether any role's access names the table.
func (p *Policy) CoversTable(schema, table string) bool {
	for _, a := range p.Access {
		if _, ok := a.Of(schema, table); ok {
			return true
		}
	}
	return false
}

// find looks a table up in a map with keys "table" or "schema.table"; the
// longer key wins.
func find[T any](m map[string]T, schema, table string) (found T, ok bool) {
	for key, value := range m {
		qualified := strings.Contains(key, ".")
		switch {
		case qualified && strings.EqualFold(key, schema+"."+table):
			return value, true
		case !qualified && strings.EqualFold(key, table):
			found, ok = value, true
		}
	}
	return found, ok
}
