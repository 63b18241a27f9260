package inventory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// byName classifies by column name alone, which is all the join needs.
type byName map[string]personal.ID

func (c byName) Database(db *schema.Database) []personal.TableVerdict {
	var verdicts []personal.TableVerdict
	for _, t := range db.Tables {
		v := personal.TableVerdict{Subject: personal.PersonSubject}
		for _, col := range t.Columns {
			verdict := personal.Verdict{Category: c[col.Name]}
			if verdict.Personal() {
				verdict.Confidence = personal.High
			}
			v.Columns = append(v.Columns, verdict)
		}
		verdicts = append(verdicts, v)
	}
	return verdicts
}

func (c byName) Field(f personal.Field) personal.Verdict {
	if id := c[f.Name]; id != "" {
		return personal.Verdict{Category: id, Confidence: personal.High}
	}
	return personal.Verdict{}
}

func (byName) Lookup(id personal.ID) (personal.Category, bool) {
	return personal.Category{ID: id}, id != ""
}

var classifier = byName{"email": "contact.email", "password": "cred.password", "mail": "contact.email"}

// shop is a database with a customers table, its partition and a view on it.
func shop() *schema.Database {
	db := &schema.Database{Name: "shop", Dialect: schema.PostgreSQL}
	db.AddTable(&schema.Table{Name: schema.Name{Name: "customers"}, Kind: schema.PartitionedTable, Columns: []*schema.Column{
		{Name: "id", Identity: true},
		{Name: "email", Type: schema.TypeRef{Raw: "text", Base: "text"}, NotNull: schema.Yes},
		{Name: "password", Type: schema.TypeRef{Raw: "text", Base: "text"}},
	}})
	db.AddTable(&schema.Table{Name: schema.Name{Name: "customers_2026"}, Kind: schema.Partition,
		Parents: []schema.Name{{Name: "customers"}}, Columns: []*schema.Column{{Name: "email"}}})
	db.AddView(&schema.View{Name: schema.Name{Name: "mailable"}, Columns: []schema.ViewColumn{
		{Name: "address", From: []schema.ColumnUse{{Table: schema.Name{Name: "customers"}, Column: "email"}}},
	}})
	return db
}

func ref(table, column string) usage.ColumnRef {
	return usage.ColumnRef{Table: schema.Name{Name: table}, Column: column}
}

func find(t *testing.T, inv *Inventory, object string) *Item {
	t.Helper()
	for _, item := range inv.Items {
		if item.Object() == object {
			return item
		}
	}
	t.Fatalf("no item %s", object)
	return nil
}

func objects(inv *Inventory) []string {
	var names []string
	for _, item := range inv.Items {
		names = append(names, item.Object())
	}
	return names
}

func TestPartitionsAreFoldedIntoTheirParent(t *testing.T) {
	inv := Build(Input{Databases: []*schema.Database{shop()}, Classifier: classifier, Usage: &usage.Facts{
		Events: []usage.Event{{Kind: usage.Write, Target: ref("customers_2026", "email")}},
	}})
	if diff := cmp.Diff([]string{"customers.email", "customers.password"}, objects(inv)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if n := len(find(t, inv, "customers.email").Writes); n != 1 {
		t.Errorf("a write to the partition: %d writes on the parent, want 1", n)
	}
}

func TestEventsReachTheirItems(t *testing.T) {
	facts := &usage.Facts{Events: []usage.Event{
		{Kind: usage.Write, Target: ref("Customers", "EMAIL")},
		{Kind: usage.Read, Target: ref("mailable", "address")},
		{Kind: usage.Filter, Target: ref("customers", "email")},
		{Kind: usage.Write, Target: ref("customers", "email"), Test: true},
		{Kind: usage.Delete, Target: ref("customers", "")},
		{Kind: usage.Log, Data: []usage.Datum{{Column: ref("customers", "email")}, {Column: ref("customers", "email")}}},
	}}
	inv := Build(Input{Databases: []*schema.Database{shop()}, Usage: facts, Classifier: classifier})
	item := find(t, inv, "customers.email")
	got := []int{len(item.Writes), len(item.Reads), len(item.Filters), len(item.Exits), len(item.Table.Deletes)}
	if diff := cmp.Diff([]int{1, 1, 1, 1, 1}, got); diff != "" {
		t.Errorf("writes, reads through the view, filters, exits, deletes (-want +got):\n%s", diff)
	}
}

func TestTablesKnownFromCodeOnly(t *testing.T) {
	facts := &usage.Facts{
		Models: []usage.Model{
			{Package: "shop", Type: "Account", Table: schema.Name{Name: "accounts"}, Fields: []usage.ModelField{
				{Name: "ID", Column: "id", GoType: "uint", PrimaryKey: true},
				{Name: "Email", Column: "email", GoType: "string", NotNull: true},
				{Name: "Password", Column: "password", SQLType: "varchar(40)", Default: "x"},
			}},
			{Package: "shop", Type: "Customer", Table: schema.Name{Name: "customers"}, Fields: []usage.ModelField{{Name: "Mail", Column: "email"}}},
		},
		Events: []usage.Event{
			{Kind: usage.Write, Target: ref("leads", "mail")},
			{Kind: usage.Log, Data: []usage.Datum{{Type: "shop.Account", Field: "Email"}}},
		},
	}
	inv := Build(Input{Databases: []*schema.Database{shop()}, Usage: facts, Classifier: classifier})
	want := []string{"customers.email", "customers.password", "accounts.email", "accounts.password", "leads.mail"}
	if diff := cmp.Diff(want, objects(inv)); diff != "" {
		t.Fatalf("items (-want +got):\n%s", diff)
	}
	email, password := find(t, inv, "accounts.email"), find(t, inv, "accounts.password")
	if !email.Mandatory || len(email.Exits) != 1 {
		t.Errorf("Email: mandatory %v, %d exits; want mandatory and 1 exit", email.Mandatory, len(email.Exits))
	}
	if n, ok := password.Column.Type.Length(); password.Mandatory || !ok || n != 40 {
		t.Errorf("Password: mandatory %v, length %d; want optional and 40", password.Mandatory, n)
	}
	if field := find(t, inv, "customers.email").Field; field != "shop.Customer.Mail" {
		t.Errorf("the model's field on a table of the schema: %q", field)
	}
}

func TestACycleOfViewsOrPartitionsEnds(t *testing.T) {
	db := &schema.Database{}
	a, b := schema.Name{Name: "a"}, schema.Name{Name: "b"}
	column := func(table schema.Name) []schema.ViewColumn {
		return []schema.ViewColumn{{Name: "email", From: []schema.ColumnUse{{Table: table, Column: "email"}}}}
	}
	db.AddView(&schema.View{Name: a, Columns: column(b)})
	db.AddView(&schema.View{Name: b, Columns: column(a)})
	p, q := schema.Name{Name: "p"}, schema.Name{Name: "q"}
	db.AddTable(&schema.Table{Name: p, Kind: schema.Partition, Parents: []schema.Name{q}})
	db.AddTable(&schema.Table{Name: q, Kind: schema.Partition, Parents: []schema.Name{p}})
	inv := Build(Input{Databases: []*schema.Database{db}, Classifier: classifier, Usage: &usage.Facts{
		Events: []usage.Event{{Kind: usage.Read, Target: ref("a", "email")}, {Kind: usage.Write, Target: ref("p", "email")}},
	}})
	if len(inv.Items) != 0 {
		t.Errorf("items of a cycle: %v", objects(inv))
	}
}
