package personal

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/privet-dev/privet/schema"
)

// labelled is a column of the corpus with what a careful person says of it.
type labelled struct {
	project, dialect, table, column, typ, label string
	sure                                        bool
}

func (l labelled) strict() bool { return l.sure && l.label != "link" && l.label != "consent" }

// readTSV reads a tab-separated file of testdata/corpus without its header.
func readTSV(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "corpus", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func readLabels(t testing.TB, name string) []labelled {
	t.Helper()
	var out []labelled
	for _, f := range readTSV(t, name) {
		out = append(out, labelled{f[0], f[1], f[2], f[3], f[4], f[5], f[6] == "sure"})
	}
	return out
}

// project is a corpus project as a schema, with its labels by table and column.
type project struct {
	name   string
	db     *schema.Database
	labels [][]labelled // by table, column
}

// readProjects builds the schemas of a corpus: names, types and foreign keys.
func readProjects(t testing.TB, columns, foreignKeys string) []*project {
	t.Helper()
	var projects []*project
	byName := map[string]*project{}
	tables := map[string]int{}
	for _, l := range readLabels(t, columns) {
		p := byName[l.project]
		if p == nil {
			p = &project{name: l.project, db: &schema.Database{Name: l.project}}
			p.db.Dialect, _ = schema.ParseDialect(l.dialect)
			byName[l.project] = p
			projects = append(projects, p)
		}
		key := l.project + "\t" + l.table
		i, ok := tables[key]
		if !ok {
			i = len(p.db.Tables)
			tables[key] = i
			p.db.AddTable(&schema.Table{Name: schema.Name{Name: l.table}})
			p.labels = append(p.labels, nil)
		}
		p.db.Tables[i].Columns = append(p.db.Tables[i].Columns, &schema.Column{Name: l.column, Type: parseType(l.typ)})
		p.labels[i] = append(p.labels[i], l)
	}
	if foreignKeys != "" {
		for _, f := range readTSV(t, foreignKeys) {
			if i, ok := tables[f[0]+"\t"+f[1]]; ok {
				tab := byName[f[0]].db.Tables[i]
				tab.Constraints = append(tab.Constraints, &schema.Constraint{Kind: schema.ForeignKey, Columns: []string{f[2]}, RefTable: schema.Name{Name: f[3]}})
			}
		}
	}
	return projects
}

// parseType reads the corpus' spelling of a type.
func parseType(raw string) schema.TypeRef {
	t := schema.TypeRef{Raw: raw}
	s := strings.ToLower(raw)
	if s == "user-defined" || s == "array" {
		s = "text"
	}
	if strings.HasSuffix(s, "[]") {
		t.Array = true
		s = strings.TrimSuffix(s, "[]")
	}
	base, rest, ok := strings.Cut(s, "(")
	t.Base = strings.TrimSpace(strings.TrimSuffix(base, " unsigned"))
	if !ok {
		return t
	}
	args, _, _ := strings.Cut(rest, ")")
	for a := range strings.SplitSeq(args, ",") {
		t.Args = append(t.Args, strings.Trim(a, " '\""))
	}
	if t.Base == "enum" || t.Base == "set" {
		t.Enum, t.Args = t.Args, nil
	}
	return t
}

func classifier(t testing.TB, opts ...Option) *Classifier {
	t.Helper()
	c, err := New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func measure(t *testing.T, columns, foreignKeys string) (perProject []*score, total *score) {
	c := classifier(t)
	total = newScore("pooled")
	for _, p := range readProjects(t, columns, foreignKeys) {
		s := newScore(p.name)
		s.add(c, p, testing.Verbose(), t.Logf)
		perProject = append(perProject, s)
		total.merge(s)
	}
	return perProject, total
}
