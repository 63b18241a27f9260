package query

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// The token reader is the fallback for what PostgreSQL's grammar refuses, so on
// what the grammar accepts the two must say the same.
func TestTheTokenReaderAgreesWithTheGrammar(t *testing.T) {
	for _, tt := range append(writes(), comparisons()...) {
		t.Run(tt.name, func(t *testing.T) {
			p, err := readTokens(tt.sql, schema.PostgreSQL)
			if err != nil {
				t.Fatal(err)
			}
			if p.holes {
				t.Error("something was left out")
			}
			if diff := cmp.Diff(tt.want, describe(p.resolve(shop()).Accesses)); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", tt.sql, diff)
			}
		})
	}
}

func TestMySQL(t *testing.T) {
	check(t, schema.MySQL, []sentence{
		{"INSERT ... SET", "INSERT INTO `users` SET `email` = ?, `password` = MD5(?)",
			[]string{"write users.email $1", "write users.password $2 via md5"}},
		{"ON DUPLICATE KEY UPDATE with VALUES()",
			"INSERT INTO users (email, status) VALUES (?, ?) ON DUPLICATE KEY UPDATE email = VALUES(email), status = 'again'",
			[]string{"write users.email $1", "write users.status $2", "write users.email $1", "write users.status literal"}},
		{"ON DUPLICATE KEY UPDATE with a row alias",
			"INSERT INTO users (email) VALUES (?) AS new ON DUPLICATE KEY UPDATE email = new.email",
			[]string{"write users.email $1", "write users.email $1"}},
		{"REPLACE", "REPLACE INTO users (email) VALUES (?)", []string{"write users.email $1"}},
		{"UPDATE of a join changes the table each column belongs to",
			"UPDATE users u JOIN orders o ON o.user_id = u.id SET o.email = u.email, u.status = ? WHERE u.id = ?",
			[]string{"filter orders.user_id join = from users.id", "filter users.id join = from orders.user_id",
				"read users.email", "write orders.email from users.email", "write users.status $1", "filter users.id = $2"}},
		{"DELETE of a join names what it deletes",
			"DELETE o FROM orders AS o INNER JOIN users u ON u.id = o.user_id WHERE u.email = ?",
			[]string{"filter users.id join = from orders.user_id", "filter orders.user_id join = from users.id", "filter users.email = $1"}},
		{"SHA2 keeps its length, AES_ENCRYPT its key",
			"UPDATE users SET password = SHA2(CONCAT(?, 'salt'), 256), email = AES_ENCRYPT(?, @key)",
			[]string{"write users.password $1 via concat(salt) > sha2(256)", "write users.email $2 via aes_encrypt"}},
		{"a session variable is no parameter", "UPDATE users SET status = @x WHERE id = ?",
			[]string{"write users.status default", "filter users.id = $1"}},
		{"IF() is a CASE", "UPDATE users SET password = IF(? <> '', MD5(?), password)",
			[]string{"read users.password", "write users.password $2 via md5 conditional"}},
		{"index hints, LIMIT a, b and FOR UPDATE are no columns",
			"SELECT SQL_CALC_FOUND_ROWS email FROM users USE INDEX (a, b) WHERE id > ? ORDER BY id LIMIT ?, ? FOR UPDATE",
			[]string{"filter users.id > $1", "read users.email", "filter users.id order"}},
		{"full-text search", "SELECT id FROM users WHERE MATCH (username, email) AGAINST (? IN BOOLEAN MODE)",
			[]string{"filter users.username MATCH $1", "filter users.email MATCH $1", "read users.id"}},
	})
}

func TestSQLite(t *testing.T) {
	check(t, schema.SQLite, []sentence{
		{"INSERT OR REPLACE with numbered and named parameters",
			`INSERT OR REPLACE INTO [users] (email, status, password) VALUES (?2, :s, @p)`,
			[]string{"write users.email $2", "write users.status :s", "write users.password :p"}},
		{"an upsert", `INSERT INTO users (email) VALUES ($mail) ON CONFLICT(email) DO UPDATE SET status = excluded.email WHERE id > 1`,
			[]string{"write users.email :mail", "write users.status :mail", "filter users.id > literal"}},
	})
}

func TestTemplatesAreReadAroundTheirHoles(t *testing.T) {
	check(t, schema.PostgreSQL, []sentence{
		{"a printf verb behind ORDER BY", `SELECT email FROM users WHERE id = $1 ORDER BY %s %s OFFSET $2`,
			[]string{"filter users.id = $1", "read users.email"}},
		{"a condition put in later", `SELECT email FROM users WHERE status = $1 AND %query% ORDER BY id`,
			[]string{"filter users.status = $1", "read users.email", "filter users.id order"}},
		{"rows put in later", `INSERT INTO users (email, password) VALUES %s RETURNING id`,
			[]string{"write users.email", "write users.password", "read users.id"}},
		{"a list put in later", `SELECT email FROM users WHERE id IN (%s) AND password = $1`,
			[]string{"filter users.id IN", "filter users.password = $1", "read users.email"}},
	})
	st, err := Parse(`SELECT email FROM users WHERE id IN (%s)`, schema.PostgreSQL, shop())
	if err != nil || !st.Degraded || !st.Incomplete {
		t.Errorf("a template must be marked degraded and incomplete: %+v, %v", st, err)
	}
}
