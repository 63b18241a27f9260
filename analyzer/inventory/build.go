package inventory

import (
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// The join, in the order Build runs it:
//
//  1. Tables: every stored table of every database, partitions folded into their
//     parent. Tables that only Go models or queries know are added as databases
//     of their own, so that everything above sees columns and nothing else.
//  2. Classification: one question per table; what is personal, or may hold
//     personal data, becomes an Item. What the code stores in a column of an
//     ambiguous name is asked too. So do the fields that rows name inside a
//     column: keys of attribute tables and of JSON documents.
//  3. Events: each thing the code was seen to do is attached to the item it
//     touches, through views where the code reads or writes one.
//  4. Forms: what the pages ask for, joined by name with the items it ends in.
//  5. Protection: the proofs of each item, strongest kind first; the first kind
//     that knows an answer gives it. Without proof the answer is unknown.
//  6. Readers: the roles that reach each item.
//
// Purposes are not set here: what a purpose is, and which table name hints at
// which, is policy (rules/profile, rules/policy), and the analyzer does not
// depend on policy. rules.AssignPurposes fills them in.

// Classifier answers what is personal: *personal.Classifier, or a table of
// verdicts in tests.
type Classifier interface {
	Database(db *schema.Database) []personal.TableVerdict // in the order of db.Tables
	Field(f personal.Field) personal.Verdict
	Lookup(id personal.ID) (personal.Category, bool)
}

// Input is what Build joins.
type Input struct {
	Databases  []*schema.Database
	Exports    *schema.Database // CSV files named like exports, a table each; nil: none were read
	Usage      *usage.Facts     // nil: no Go code was analysed
	Settings   *setting.Facts   // nil: no settings were read
	Pages      []*page.Page
	Classifier Classifier
	Scope      Scope
}

// Build joins schema, code and classification into one inventory. It does not
// change its input; the order of everything in the result is that of the input.
func Build(in Input) *Inventory {
	facts := in.Usage
	if facts == nil {
		facts = &usage.Facts{}
	}
	inv := &Inventory{Usage: facts, Settings: in.Settings, Scope: in.Scope}
	if inv.Settings == nil {
		inv.Settings = &setting.Facts{}
	}
	inv.Databases = withModels(in.Databases, facts.Models)
	if db := queryDatabase(inv.Databases, facts.Events); db != nil {
		inv.Databases = append(inv.Databases, db)
	}
	j := newJoin(inv)
	chosen := typedPasswords(facts.Events)
	for _, db := range inv.Databases {
		for i, verdict := range in.Classifier.Database(db) {
			j.addTable(db, db.Tables[i], told(db.Tables[i], verdict, chosen), in.Classifier.Lookup)
		}
		j.addFields(db, in.Classifier)
	}
	for _, t := range inv.Tables {
		inv.Items = append(inv.Items, t.Items...)
	}
	j.addModels(facts.Models)
	for i := range facts.Events {
		j.addEvent(&facts.Events[i])
	}
	j.addForms(in.Pages, in.Classifier)
	for _, item := range inv.Items {
		item.Proof = proofs(item)
		item.Protection = protection(item.Proof)
	}
	addReaders(inv)
	if in.Exports != nil {
		inv.Exports = exports(in.Exports, in.Classifier)
	}
	return inv
}

// exports judges the tables of exports. They are copies of data, not places where
// the application stores any, so they stay out of the inventory's items.
func exports(db *schema.Database, c Classifier) []*Table {
	aside := newJoin(&Inventory{})
	for i, verdict := range c.Database(db) {
		aside.addTable(db, db.Tables[i], verdict, c.Lookup)
	}
	return aside.inv.Tables
}

// addTable adds a table and its personal columns.
func (j *join) addTable(db *schema.Database, t *schema.Table, verdict personal.TableVerdict, lookup func(personal.ID) (personal.Category, bool)) {
	if t.Kind == schema.Partition || t.Kind == schema.TemporaryTable {
		return
	}
	table := &Table{Database: db, Table: t, Subject: verdict.Subject, Evidence: verdict.Evidence, Verdicts: verdict.Columns}
	for i, v := range verdict.Columns {
		if !v.Personal() && !v.MayHold {
			continue
		}
		column := t.Columns[i]
		item := &Item{
			Database: db, Table: table, Column: column,
			MayHold: v.MayHold, Confidence: v.Confidence, Evidence: v.Evidence,
			Mandatory: column.Mandatory(), Origin: column.Origin, stated: v.Stated,
		}
		if category, ok := lookup(v.Category); ok {
			item.Category = &category
		}
		table.Items = append(table.Items, item)
		j.items[columnKey{t, fold(column.Name)}] = item
	}
	j.tables[t] = table
	j.inv.Tables = append(j.inv.Tables, table)
}
