package replay_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/replay"
)

var update = flag.Bool("update", false, "rewrite the models in testdata/*.txtar")

// TestReplay runs each archive: its comment says what it shows, "in.sql" is a
// PostgreSQL script with one statement up to each line that ends with a
// semicolon, "model" is what it leaves.
func TestReplay(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := render(run(t, string(archive.Files[0].Data)))
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "model", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("model (-want +got):\n%s", diff)
			}
		})
	}
}

func run(t *testing.T, script string) []*schema.Database {
	t.Helper()
	r := replay.New("shop", schema.PostgreSQL)
	line := 1
	for _, text := range statements(script) {
		if strings.HasPrefix(text, `\connect `) {
			r.Apply(schema.Statement{Ops: []schema.Op{schema.ConnectTo{Database: strings.TrimSpace(strings.Trim(text[9:], ";\n"))}}})
		} else if stmt, err := postgres.Read(text, schema.Position{File: "in.sql", Line: line, Column: 1}); err != nil {
			t.Fatal(err)
		} else {
			r.Apply(stmt)
		}
		line += strings.Count(text, "\n")
	}
	return r.Databases()
}

// statements cuts a script behind each line that ends with a semicolon outside
// $$ strings.
func statements(script string) []string {
	var list []string
	whole := ""
	for _, part := range strings.SplitAfter(script, ";\n") {
		whole += part
		if strings.Count(whole, "$$")%2 == 0 {
			list = append(list, whole)
			whole = ""
		}
	}
	return append(list, whole)
}

// render writes a model as people would read it.
func render(dbs []*schema.Database) string {
	var b strings.Builder
	for _, db := range dbs {
		fmt.Fprintf(&b, "database %s\n", db.Name)
		for _, t := range db.Tables {
			renderTable(&b, t)
		}
		for _, t := range db.Dropped {
			fmt.Fprintf(&b, "dropped %s\n", t.Name)
		}
		for _, v := range db.Views {
			fmt.Fprintf(&b, "view %s over %v%s\n", v.Name, v.Tables, owner(v.Owner))
		}
		for _, f := range db.Functions {
			fmt.Fprintf(&b, "function %s(%s)%s\n", f.Name, f.Signature(), owner(f.Owner))
		}
		for _, y := range db.Types {
			fmt.Fprintf(&b, "type %s %v\n", y.Name, y.Labels)
		}
		renderAccess(&b, db)
		for _, n := range append(db.Notes, db.Dynamic...) {
			fmt.Fprintf(&b, "note %d: %s\n", n.Origin.Line, n.Message)
		}
	}
	return b.String()
}

func owner(name string) string {
	if name == "" {
		return ""
	}
	return " of " + name
}

func renderTable(b *strings.Builder, t *schema.Table) {
	fmt.Fprintf(b, "table %s%s", t.Name, owner(t.Owner))
	if t.RowSecurity == schema.Yes {
		fmt.Fprintf(b, " row security")
	}
	if t.ForceRLS == schema.Yes {
		fmt.Fprintf(b, " forced")
	}
	if len(t.Parents) > 0 {
		fmt.Fprintf(b, " under %v", t.Parents)
	}
	for _, r := range t.Renames {
		fmt.Fprintf(b, " was %s", r.From)
	}
	fmt.Fprintln(b)
	for _, c := range t.Columns {
		fmt.Fprintf(b, "  %s %s", c.Name, c.Type.Raw)
		if c.NotNull == schema.Yes {
			fmt.Fprintf(b, " not null")
		}
		if len(c.Type.Enum) > 0 {
			fmt.Fprintf(b, " %v", c.Type.Enum)
		}
		for _, r := range c.Renames {
			fmt.Fprintf(b, " was %s", r.From)
		}
		for _, l := range c.Labels {
			fmt.Fprintf(b, " label %s %q", l.Provider, l.Text)
		}
		fmt.Fprintf(b, " @%d", c.Origin.Line)
		if c.Origin.Certainty != schema.Sure {
			fmt.Fprintf(b, " %s", c.Origin.Certainty)
		}
		fmt.Fprintln(b)
	}
	for _, c := range t.Constraints {
		fmt.Fprintf(b, "  constraint %s %v", c.Name, c.Columns)
		if c.Kind == schema.ForeignKey {
			fmt.Fprintf(b, " to %s %v", c.RefTable, c.RefColumns)
		}
		fmt.Fprintln(b)
	}
	for _, p := range t.Policies {
		fmt.Fprintf(b, "  policy %s %s to %q\n", p.Name, p.Command, p.Roles)
	}
}

func renderAccess(b *strings.Builder, db *schema.Database) {
	for _, r := range db.Roles {
		fmt.Fprintf(b, "role %s\n", r.Name)
	}
	for _, m := range db.Memberships {
		fmt.Fprintf(b, "member %s in %s", m.Member, m.Role)
		for _, option := range []struct {
			name string
			is   schema.Tri
		}{{"admin", m.Admin}, {"inherit", m.Inherit}, {"set", m.Set}} {
			if option.is == schema.Yes {
				fmt.Fprintf(b, " %s", option.name)
			} else if option.is == schema.No {
				fmt.Fprintf(b, " no %s", option.name)
			}
		}
		fmt.Fprintln(b)
	}
	for _, g := range db.Grants {
		if g.Implied == schema.ImpliedBuiltIn {
			continue
		}
		grantee := g.Grantee
		if grantee == schema.Public {
			grantee = "PUBLIC"
		}
		fmt.Fprintf(b, "grant %s %v on %s to %s", g.Privileges, g.Columns, g.Object, grantee)
		if g.Implied != "" {
			fmt.Fprintf(b, " by %s", g.Implied)
		}
		fmt.Fprintln(b)
	}
}
