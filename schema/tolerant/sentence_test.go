package tolerant

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// opsOf reads a statement that must be understood.
func opsOf(t *testing.T, text string, d schema.Dialect) []schema.Op {
	t.Helper()
	stmt, ok, err := Read(text, schema.Position{File: "f.sql", Line: 1, Column: 1}, d)
	if !ok || err != nil {
		t.Fatalf("%s: ok %v, error %v", text, ok, err)
	}
	return stmt.Ops
}

func TestAColumnSurvivesWhateverStandsAroundIt(t *testing.T) {
	const my, lite, pg = schema.MySQL, schema.SQLite, schema.PostgreSQL
	for _, tc := range []struct {
		name    string
		dialect schema.Dialect
		text    string
		want    []string
	}{
		{"an option of a later server version", my, "CREATE TABLE t (a int ENGINE_ATTRIBUTE='{}' FUTURE (x, y), b text)", []string{"a int", "b text"}},
		{"placeholders in table options", my, "CREATE TABLE PREFIX_t (a int) ENGINE=ENGINE_TYPE DEFAULT CHARSET=utf8 COLLATION", []string{"a int"}},
		{"a comma inside a comment string", my, "CREATE TABLE t (a int COMMENT 'x, y (z', b text)", []string{"a int", "b text"}},
		{"a commented-out column", my, "CREATE TABLE t (a int,\n-- old text,\n#older text,\nb text)", []string{"a int", "b text"}},
		{"a column named like a keyword", lite, "CREATE TABLE t (key TEXT, index_ INT, comment TEXT, date DATE)", []string{"key text", "index_ int", "comment text", "date date"}},
		{"a MySQL column named key, seen by its length", my, "CREATE TABLE t (key varchar(20), b int)", []string{"key varchar", "b int"}},
		{"a key that looks like a column", my, "CREATE TABLE t (a int, KEY name (a), INDEX (a))", []string{"a int"}},
		{"executable comments", my, "CREATE TABLE t (a int /*!80023 INVISIBLE */, b int /*M!100301 COMPRESSED*/)", []string{"a int", "b int"}},
		{"a table constraint without a comma", lite, "CREATE TABLE t (a INT, b INT FOREIGN KEY (a) REFERENCES u (id) UNIQUE (b))", []string{"a int", "b int"}},
		{"syntax newer than the grammar", pg, "CREATE TABLE t (a int CONSTRAINT n NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, UNIQUE (a WITHOUT OVERLAPS) NOT ENFORCED)", []string{"a integer", "b integer"}},
		{"another dialect's options", pg, "CREATE TABLE t (`a` int AUTO_INCREMENT, b datetime ON UPDATE now()) ENGINE=InnoDB", []string{"a integer", "b datetime"}},
		{"names in double quotes", my, `CREATE TABLE "t" ("a" int, "b" text)`, []string{"a int", "b text"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, c := range opsOf(t, tc.text, tc.dialect)[0].(schema.CreateTable).Table.Columns {
				got = append(got, c.Name+" "+c.Type.Base)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tc.text, diff)
			}
		})
	}
}

func TestThePlaceholderOfATableName(t *testing.T) {
	for name, want := range map[string]string{
		"`PREFIX_customer`": "PREFIX_", "`#__users`": "#__", "#__users": "#__", "{{prefix}}users": "{{prefix}}", "{{ .Prefix }}users": "{{ .Prefix }}",
		"%TABLE_PREFIX%user": "%TABLE_PREFIX%", "`%TABLE_PREFIX%user`": "%TABLE_PREFIX%", "${prefix}users": "${prefix}", "`wp_users`": "", "prefix_users": "",
		"`DB_PREFIX_order`": "DB_PREFIX_",
	} {
		table := opsOf(t, "CREATE TABLE "+name+" (a int)", schema.MySQL)[0].(schema.CreateTable).Table
		if table.Prefix != want {
			t.Errorf("the prefix of %s is %q, want %q", name, table.Prefix, want)
		}
	}
}

func TestThePasswordOfAnAccount(t *testing.T) {
	for _, tc := range []struct {
		text string
		want schema.PasswordKind
	}{
		{"CREATE USER u@h", schema.PasswordNone},
		{"CREATE USER u@h IDENTIFIED BY ''", schema.PasswordNone},
		{"CREATE USER u@h IDENTIFIED BY 'x'", schema.PasswordPlain},
		{"CREATE USER u@h IDENTIFIED BY PASSWORD '*81F5'", schema.PasswordHashed},
		{"CREATE USER u@h IDENTIFIED WITH caching_sha2_password BY 'x'", schema.PasswordPlain},
		{"CREATE USER u@h IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$x' REQUIRE SSL", schema.PasswordHashed},
		{"CREATE USER u@h IDENTIFIED WITH mysql_native_password", schema.PasswordNone},
		{"CREATE USER u@h IDENTIFIED VIA mysql_native_password USING PASSWORD('x')", schema.PasswordPlain},
		{"CREATE USER u@h IDENTIFIED VIA mysql_native_password USING 'invalid' OR unix_socket", schema.PasswordHashed},
		{"CREATE USER u@h IDENTIFIED VIA unix_socket", schema.PasswordPlugin},
		{"CREATE USER u@h IDENTIFIED WITH authentication_ldap_simple AS 'uid=u,ou=people'", schema.PasswordPlugin},
		{"CREATE USER u@h IDENTIFIED BY RANDOM PASSWORD", schema.PasswordHashed},
		{"ALTER USER u@h PASSWORD EXPIRE NEVER", schema.PasswordUnsaid},
	} {
		if got := roleOf(opsOf(t, tc.text, schema.MySQL)[0]).Password; got != tc.want {
			t.Errorf("%s: password kind %d, want %d", tc.text, got, tc.want)
		}
	}
}

func TestTheValuesACheckAllows(t *testing.T) {
	for text, want := range map[string][]string{
		"g IN ('m', 'v')":                 {"m", "v"},
		"g = 'm' OR g = 'v' OR g IS NULL": {"m", "v"},
		"(g = ANY (ARRAY['m'::text]))":    {"m"},
		"g NOT IN ('m')":                  nil,
		"g > 5":                           nil,
		"length(g) = 60":                  nil,
		"g = 'm' AND h = 'v'":             nil,
		"g LIKE '$2%'":                    nil,
	} {
		table := opsOf(t, "CREATE TABLE t (g text CHECK ("+text+"))", schema.PostgreSQL)[0].(schema.CreateTable).Table
		if diff := cmp.Diff(want, table.Constraints[0].Expr.Values); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestFactsOfPostgreSQLAreDegraded(t *testing.T) {
	for d, want := range map[schema.Dialect]schema.Certainty{schema.PostgreSQL: schema.Degraded, schema.MySQL: schema.Sure, schema.SQLite: schema.Sure} {
		table := opsOf(t, "CREATE TABLE t (a int)", d)[0].(schema.CreateTable).Table
		if table.Origin.Certainty != want || table.Columns[0].Origin.Certainty != want {
			t.Errorf("%v: certainty %v, want %v", d, table.Origin.Certainty, want)
		}
	}
}
