package query

import (
	"strconv"
	"strings"
	"testing"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// FuzzParse: no text makes Parse panic, and every offset lies inside the text.
func FuzzParse(f *testing.F) {
	for _, tt := range append(writes(), comparisons()...) {
		f.Add(tt.sql, uint8(schema.PostgreSQL))
		f.Add(tt.sql, uint8(schema.MySQL))
	}
	f.Add("SELECT \xff FROM t WHERE a = '\x00", uint8(schema.SQLite))
	f.Add("INSERT INTO {{p}}users (%s) VALUES (?, :x, @y", uint8(schema.UnknownDialect))
	db := shop()
	f.Fuzz(func(t *testing.T, sql string, d uint8) {
		for _, model := range []*schema.Database{nil, db} {
			st, err := Parse(sql, schema.Dialect(d%4), model)
			if err != nil {
				continue
			}
			for _, a := range st.Accesses {
				if a.Offset >= len(sql) {
					t.Errorf("offset %d in %d bytes", a.Offset, len(sql))
				}
			}
		}
	})
}

func TestMonstersEndIncomplete(t *testing.T) {
	tests := map[string]string{
		"a chain of 30,000 operators":   "SELECT 1" + strings.Repeat("+1", 30_000) + " FROM users",
		"50,000 unions":                 "SELECT email FROM users" + strings.Repeat(" UNION SELECT 1", 50_000),
		"20,000 open brackets":          "SELECT " + strings.Repeat("(", 20_000) + " email FROM users",
		"nested sub-queries":            strings.Repeat("SELECT * FROM (", 5_000) + "SELECT email FROM users" + strings.Repeat(") x", 5_000),
		"a CTE doubled again and again": "WITH a0 AS (SELECT email FROM users)" + doubling(40) + " SELECT * FROM a40",
		"a bulk insert":                 "INSERT INTO users (email) VALUES ('x')" + strings.Repeat(", ('y')", 50_000),
	}
	for name, sql := range tests {
		t.Run(name, func(t *testing.T) {
			for _, d := range []schema.Dialect{schema.PostgreSQL, schema.MySQL} {
				if _, err := Parse(sql, d, shop()); err != nil && !strings.Contains(err.Error(), "DML") && !strings.Contains(err.Error(), "grammar") {
					t.Error(err)
				}
			}
		})
	}
}

func doubling(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		from, to := "a"+strconv.Itoa(i-1), "a"+strconv.Itoa(i)
		b.WriteString(", " + to + " AS (SELECT x.email FROM " + from + " x JOIN " + from + " y ON x.email = y.email)")
	}
	return b.String()
}

// login is a statement of ordinary size: a CTE, a join, a verification.
const login = `WITH u AS (
    SELECT users.*, r.name AS role_name FROM users LEFT JOIN roles r ON (r.id = users.role_id)
    WHERE username = $1 AND status != 'disabled' AND CRYPT($2, password) = password
)
UPDATE users SET status = 'online' WHERE id = (SELECT id FROM u) RETURNING *`

func BenchmarkBarePgQuery(b *testing.B) {
	for b.Loop() {
		if _, err := pg.Parse(login); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParsePostgreSQL(b *testing.B) { benchmarkParse(b, schema.PostgreSQL) }

func BenchmarkParseTokens(b *testing.B) { benchmarkParse(b, schema.MySQL) }

func benchmarkParse(b *testing.B, d schema.Dialect) {
	db := shop()
	for b.Loop() {
		if _, err := Parse(login, d, db); err != nil {
			b.Fatal(err)
		}
	}
}
