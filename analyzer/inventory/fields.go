package inventory

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
)

// Fields inside columns. A table of keys and values (WordPress, Magento) and a
// column of JSON documents hold fields that no CREATE TABLE states: the rows of
// a dump name them. Each becomes an item of its own beside the columns of its
// table, named by its key (wp_usermeta.billing_phone, orders.extra.phone), so
// that every rule sees it.

// textType is the type of a field inside a column: rows hold text.
var textType = schema.TypeRef{Raw: "text", Base: "text"}

// widened returns a database of tables that have their keys as columns, and
// where each of those columns is kept; or nil where no column has keys. The
// classifier is asked with it: what stands beside a key is what tells what the
// key means.
func widened(db *schema.Database) (*schema.Database, map[*schema.Column]*schema.Column) {
	var wide *schema.Database
	within := map[*schema.Column]*schema.Column{}
	for _, t := range db.Tables {
		if slices.ContainsFunc(t.Columns, func(c *schema.Column) bool { return len(c.Keys) > 0 }) {
			wide = &schema.Database{Name: db.Name, Dialect: db.Dialect, SearchPath: db.SearchPath, Types: db.Types}
			break
		}
	}
	if wide == nil {
		return nil, nil
	}
	for _, t := range db.Tables {
		copied := *t
		copied.Columns = append(t.Columns[:len(t.Columns):len(t.Columns)], fieldsOf(t, within)...)
		wide.AddTable(&copied)
	}
	return wide, within
}

// fieldsOf returns the keys of a table's columns as columns, under the keys' own
// names, and says in within where each is kept.
func fieldsOf(t *schema.Table, within map[*schema.Column]*schema.Column) []*schema.Column {
	var found []*schema.Column
	for _, c := range t.Columns {
		for _, k := range c.Keys {
			field := &schema.Column{Name: strings.TrimLeft(k.Name, "_"), Type: textType, Values: k.Values, Origin: c.Origin}
			if k.Values != nil && k.Values.Origin.IsValid() {
				field.Origin = k.Values.Origin
			}
			within[field] = c
			found = append(found, field)
		}
	}
	return found
}

// addFields adds the personal fields inside the columns of a database.
func (j *join) addFields(db *schema.Database, classifier Classifier) {
	wide, within := widened(db)
	if wide == nil {
		return
	}
	for i, verdict := range classifier.Database(wide) {
		table := j.tables[db.Tables[i]]
		if table == nil {
			continue
		}
		columns := wide.Tables[i].Columns
		for k := len(db.Tables[i].Columns); k < len(columns); k++ {
			if v := verdict.Columns[k]; v.Personal() {
				j.addField(table, columns[k], within[columns[k]], v, classifier.Lookup)
			}
		}
	}
}

func (j *join) addField(table *Table, field, within *schema.Column, v personal.Verdict, lookup func(personal.ID) (personal.Category, bool)) {
	if !isAttribute(field, within) || table.Table.Column(field.Name) != nil {
		field.Name = within.Name + "." + field.Name // the name it is shown by; it was judged by its own
	}
	item := &Item{
		Database: table.Database, Table: table, Column: field, Within: within,
		Confidence: v.Confidence, Evidence: v.Evidence, Origin: field.Origin, stated: v.Stated,
	}
	if category, ok := lookup(v.Category); ok {
		item.Category = &category
	}
	table.Items = append(table.Items, item)
}

// isAttribute reports whether a field is named in another column of its row, and
// not in a document.
func isAttribute(field, within *schema.Column) bool {
	return slices.ContainsFunc(within.Keys, func(k schema.Key) bool { return !k.InJSON && strings.TrimLeft(k.Name, "_") == field.Name })
}
