package rows

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// database returns a database with one table for each "name(column, column)".
func database(d schema.Dialect, tables ...string) *schema.Database {
	db := &schema.Database{Dialect: d}
	for _, text := range tables {
		name, columns, _ := strings.Cut(strings.TrimSuffix(text, ")"), "(")
		t := &schema.Table{Name: schema.Name{Name: name}}
		for _, c := range strings.Split(columns, ", ") {
			t.Columns = append(t.Columns, &schema.Column{Name: c})
		}
		db.AddTable(t)
	}
	return db
}

// describe lists what the rows said: "table.column: n kind, ...".
func describe(db *schema.Database) []string {
	var out []string
	line := func(name string, v *schema.Values) {
		if v == nil || v.Sampled+v.Empty == 0 {
			return
		}
		kind, ok := v.Kind()
		out = append(out, fmt.Sprintf("%s: %d+%d %s %v, reserved %d, distinct %d", name, v.Sampled, v.Empty, kind, ok, v.Reserved, v.Distinct))
	}
	for _, t := range db.Tables {
		for _, c := range t.Columns {
			line(t.Name.Name+"."+c.Name, c.Values)
			for _, k := range c.Keys {
				line(t.Name.Name+"."+c.Name+"/"+k.Name, k.Values)
			}
		}
	}
	return out
}

func TestInsert(t *testing.T) {
	tests := []struct {
		name    string
		dialect schema.Dialect
		tables  []string
		inserts []string
		want    []string
	}{
		{"several rows, columns named", schema.MySQL, []string{"klant(id, email)"},
			[]string{"INSERT INTO `klant` (`id`, `email`) VALUES (1,'a@xs4all.nl'),(2,'b\\'c@xs4all.nl'),(3,NULL),(4,'')"},
			[]string{"klant.id: 4+0 number true, reserved 0, distinct 4", "klant.email: 2+2 e-mail address true, reserved 0, distinct 2"}},
		{"columns by their order in the table", schema.PostgreSQL, []string{"klant(id, email)"},
			[]string{"INSERT INTO public.klant VALUES (1, 'a@xs4all.nl'::text)"},
			[]string{"klant.id: 1+0 number true, reserved 0, distinct 1", "klant.email: 1+0 e-mail address true, reserved 0, distinct 1"}},
		{"calls are no values", schema.PostgreSQL, []string{"a(b, c)"},
			[]string{"INSERT INTO a (b, c) OVERRIDING SYSTEM VALUE VALUES (crypt('x', gen_salt('bf')), E'a@b\\'.nl')"},
			[]string{"a.c: 1+0 other false, reserved 0, distinct 1"}},
		{"a statement cut off gives its whole rows", schema.MySQL, []string{"a(b)"},
			[]string{"INSERT IGNORE INTO a (b) VALUES ('x'),('y'),('z"},
			[]string{"a.b: 2+0 other false, reserved 0, distinct 2"}},
		{"INSERT ... SELECT has none", schema.MySQL, []string{"a(b)"}, []string{"INSERT INTO a (b) SELECT b FROM c"}, nil},
		{"WordPress: the keys of a meta table are fields", schema.MySQL, []string{"wp_usermeta(umeta_id, user_id, meta_key, meta_value)"},
			[]string{"INSERT INTO wp_usermeta VALUES (1,1,'billing_phone','06-48291735'),(2,2,'billing_phone','06-48291736'),(3,1,'nickname','jan')"},
			[]string{"wp_usermeta.umeta_id: 3+0 number true, reserved 0, distinct 3", "wp_usermeta.user_id: 3+0 number true, reserved 0, distinct 2",
				"wp_usermeta.meta_key: 3+0 other false, reserved 0, distinct 2", "wp_usermeta.meta_value: 3+0 other false, reserved 0, distinct 3",
				"wp_usermeta.meta_value/billing_phone: 2+0 telephone number true, reserved 0, distinct 2",
				"wp_usermeta.meta_value/nickname: 1+0 other false, reserved 0, distinct 1"}},
		{"Magento: attributes have numbers, and codes elsewhere", schema.MySQL, []string{"customer_entity_varchar(attribute_id, value)", "eav_attribute(attribute_id, attribute_code)"},
			[]string{"INSERT INTO customer_entity_varchar VALUES (7,'j@xs4all.nl'),(8,'x')", "INSERT INTO eav_attribute VALUES (7,'email')"},
			[]string{"customer_entity_varchar.attribute_id: 2+0 number true, reserved 0, distinct 2",
				"customer_entity_varchar.value: 2+0 other false, reserved 0, distinct 2",
				"customer_entity_varchar.value/email: 1+0 e-mail address true, reserved 0, distinct 1",
				"eav_attribute.attribute_id: 1+0 number true, reserved 0, distinct 1", "eav_attribute.attribute_code: 1+0 other false, reserved 0, distinct 1"}},
		{"a list of names is no list of fields", schema.MySQL, []string{"score(name, value)"},
			[]string{"INSERT INTO score VALUES ('jansen','1'),('pietersen','2')"},
			[]string{"score.name: 2+0 other false, reserved 0, distinct 2", "score.value: 2+0 number true, reserved 0, distinct 2"}},
		{"keys of JSON documents are fields", schema.PostgreSQL, []string{"a(doc)"},
			[]string{`INSERT INTO a (doc) VALUES ('{"phone":"06-48291735","address":{"zip":"1012 AB"}}'), ('{"phone":"06-48291736","address":{"zip":"1012 AC"}}')`},
			[]string{"a.doc: 2+0 JSON true, reserved 0, distinct 2", "a.doc/address.zip: 2+0 postcode true, reserved 0, distinct 2",
				"a.doc/phone: 2+0 telephone number true, reserved 0, distinct 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := database(tt.dialect, tt.tables...)
			s := New(tt.dialect)
			for _, table := range db.Tables {
				s.Table(table)
			}
			for _, text := range tt.inserts {
				s.Insert(text, schema.Position{File: "x.sql", Line: 1, Column: 1})
			}
			s.Attach(db)
			if diff := cmp.Diff(tt.want, describe(db)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCopy(t *testing.T) {
	db := database(schema.PostgreSQL, "klant(id, email, born)")
	s := New(schema.PostgreSQL)
	s.Copy("COPY public.klant (id, email, born) FROM stdin", "1\tj@xs4all.nl\t1980-01-02\n2\t\\N\t1981-01-02\nbroken\n", schema.Position{})
	s.Copy("COPY public.klant FROM stdin WITH (FORMAT csv)", "1,j@xs4all.nl,1980-01-02\n", schema.Position{})
	s.Attach(db)
	want := []string{"klant.id: 2+0 number true, reserved 0, distinct 2", "klant.email: 1+1 e-mail address true, reserved 0, distinct 1",
		"klant.born: 2+0 birth date true, reserved 0, distinct 2"}
	if diff := cmp.Diff(want, describe(db)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPersons(t *testing.T) {
	const email = schema.EmailValue
	tests := []struct {
		name   string
		values schema.Values
		want   int
	}{
		{"ten addresses", schema.Values{Sampled: 10, Distinct: 10, Stems: 10, Counts: [schema.NumValueKinds]int{email: 10}}, 10},
		{"addresses that a program counted up", schema.Values{Sampled: 10, Distinct: 10, Stems: 1, Counts: [schema.NumValueKinds]int{email: 10}}, 1},
		{"seed data", schema.Values{Sampled: 10, Distinct: 10, Stems: 10, Reserved: 10, Counts: [schema.NumValueKinds]int{email: 10}}, 0},
		{"one address ten times", schema.Values{Sampled: 10, Distinct: 1, Stems: 1, Counts: [schema.NumValueKinds]int{email: 10}}, 1},
		{"a number in eleven passes for a BSN", schema.Values{Sampled: 110, Distinct: 110, Counts: [schema.NumValueKinds]int{schema.BSNValue: 10, schema.NumberValue: 100}}, 0},
		{"too few to tell a BSN from chance", schema.Values{Sampled: 2, Distinct: 2, Counts: [schema.NumValueKinds]int{schema.BSNValue: 2}}, 0},
		{"hashes point at nobody", schema.Values{Sampled: 9, Distinct: 9, Counts: [schema.NumValueKinds]int{schema.BcryptValue: 9}}, 0},
	}
	for _, tt := range tests {
		if got := tt.values.Persons(); got != tt.want {
			t.Errorf("%s: %d persons, want %d", tt.name, got, tt.want)
		}
	}
}

func FuzzInsert(f *testing.F) {
	f.Add("INSERT INTO a (b) VALUES (1,'x'),(NULL)", 2)
	f.Add("REPLACE a.b VALUES (E'\\'', _utf8'x')", 1)
	f.Fuzz(func(t *testing.T, text string, dialect int) {
		s := New(schema.Dialect(dialect & 3))
		s.Insert(text, schema.Position{})
		s.Copy("COPY a (b, c) FROM stdin", text, schema.Position{})
	})
}
