package inventory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/schema"
)

// asking is a page with one form that asks for the named fields.
func asking(file, action string, names ...string) *page.Page {
	form := &page.Form{Action: action}
	for _, n := range names {
		form.Fields = append(form.Fields, &page.Field{Name: n, Type: "text"})
	}
	return &page.Page{File: file, Forms: []*page.Form{form}}
}

func TestFormFieldsEndInTheTableThatTakesThem(t *testing.T) {
	db := &schema.Database{Name: "shop"}
	for name, columns := range map[string][]string{"customers": {"email", "password"}, "leads": {"email"}} {
		table := &schema.Table{Name: schema.Name{Name: name}}
		for _, c := range columns {
			table.Columns = append(table.Columns, &schema.Column{Name: c})
		}
		db.AddTable(table)
	}
	for _, test := range []struct {
		name string
		page *page.Page
		want map[string]string
	}{
		{"most of the form's fields", asking("signup.html", "/go", "email", "password"), map[string]string{"email": "customers.email", "password": "customers.password"}},
		{"the words of the address", asking("index.html", "/leads", "email"), map[string]string{"email": "leads.email"}},
		{"nothing tells them apart", asking("index.html", "/go", "email"), map[string]string{"email": ""}},
		{"a composed name", asking("index.html", "/go", "customer[password]"), map[string]string{"customer[password]": "customers.password"}},
	} {
		inv := Build(Input{Databases: []*schema.Database{db}, Classifier: classifier, Pages: []*page.Page{test.page}})
		got := map[string]string{}
		for _, f := range inv.Forms {
			got[f.Field.Name] = ""
			if f.Item != nil {
				got[f.Field.Name] = f.Item.Object()
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestSearchFormsAndMailAskNobody(t *testing.T) {
	search := asking("find.html", "/find", "email")
	search.Forms[0].Search = true
	mail := asking("mail/x.html", "/go", "email")
	mail.Mail = true
	inv := Build(Input{Classifier: classifier, Pages: []*page.Page{search, mail}})
	if len(inv.Forms) != 0 || inv.Scope.Pages != 1 || inv.Scope.Mails != 1 {
		t.Errorf("%d form fields, %d pages, %d mails; want 0, 1, 1", len(inv.Forms), inv.Scope.Pages, inv.Scope.Mails)
	}
}
