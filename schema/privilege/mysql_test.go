package privilege_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/privilege"
)

// account is a MySQL account with its default roles.
func account(name string, defaults ...string) *schema.Role {
	return &schema.Role{Name: name, Host: "%", Defaults: defaults}
}

func TestMySQLAccounts(t *testing.T) {
	grant := func(kind schema.ObjectKind, object schema.Name, grantee string, p schema.Privilege, columns ...string) schema.Grant {
		return schema.Grant{Kind: kind, Object: object, Grantee: grantee, Privileges: p, Columns: columns}
	}
	person := schema.Name{Schema: "shop", Name: "person"}
	tests := []struct {
		name string
		db   schema.Database
		want string
	}{
		{"everything", schema.Database{Grants: []schema.Grant{grant(schema.GlobalObject, schema.Name{}, "root@%", schema.AllPrivileges)}},
			"root@% SELECT, INSERT, UPDATE, REFERENCES (all rows) < global *.*\n"},
		{"a database", schema.Database{Grants: []schema.Grant{grant(schema.DatabaseObject, schema.Name{Name: "shop"}, "web@%", schema.Select)}},
			"web@% SELECT (all rows) < schema shop\n"},
		{"a pattern of databases", schema.Database{Grants: []schema.Grant{grant(schema.DatabaseObject, schema.Name{Name: "sh%"}, "web@%", schema.Select)}},
			"web@% SELECT (all rows) < schema sh%\n"},
		{"another database", schema.Database{Grants: []schema.Grant{grant(schema.DatabaseObject, schema.Name{Name: "blog"}, "web@%", schema.Select)}}, ""},
		{"a column, named in any case", schema.Database{Grants: []schema.Grant{grant(schema.TableObject, person, "web@%", schema.Update, "EMAIL")}},
			"web@% UPDATE < column shop.person.email\n"},
		{"a default role and one that must be set", schema.Database{
			Roles:       []*schema.Role{account("a@%", "reader"), account("b@%")},
			Memberships: []schema.Membership{{Role: "reader", Member: "a@%"}, {Role: "reader", Member: "b@%"}},
			Grants:      []schema.Grant{grant(schema.TableObject, person, "reader", schema.Select)}},
			"a@% SELECT (all rows) < member reader < grant shop.person\nb@% SELECT (all rows) < set role reader < grant shop.person\nreader SELECT (all rows) < grant shop.person\n"},
		{"a view runs as its definer", schema.Database{
			Views: []*schema.View{{Name: schema.Name{Schema: "shop", Name: "v"}, Definer: "root@localhost", Tables: []schema.Name{person},
				Columns: []schema.ViewColumn{{Name: "mail", From: []schema.ColumnUse{{Table: person, Column: "email"}}}}}},
			Grants: []schema.Grant{grant(schema.ViewObject, schema.Name{Schema: "shop", Name: "v"}, "web@%", schema.Select)}},
			"web@% SELECT (all rows) < grant shop.v < view shop.v\n"},
		{"a routine runs as its definer unless it says otherwise", schema.Database{
			Functions: []*schema.Function{{Name: schema.Name{Schema: "shop", Name: "f"}, Reads: []schema.ColumnUse{{Table: person, Column: "email"}}}},
			Grants:    []schema.Grant{grant(schema.FunctionObject, schema.Name{Schema: "shop", Name: "f"}, "web@%", schema.Execute)}},
			"web@% SELECT (restricted rows) < function shop.f\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := &tt.db
			db.Dialect = schema.MySQL
			db.AddTable(&schema.Table{Name: person, Columns: []*schema.Column{{Name: "email"}}})
			for _, v := range db.Views {
				db.Views = nil
				db.AddView(v)
			}
			got := describe(privilege.Effective(db).Column(schema.Name{Name: "person", Schema: "shop"}, "email"))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rights (-want +got):\n%s", diff)
			}
		})
	}
}
