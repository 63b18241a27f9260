package query

import (
	"testing"

	"github.com/privet-dev/privet/schema"
)

func TestWrites(t *testing.T) { check(t, schema.PostgreSQL, writes()) }

func writes() []sentence {
	return []sentence{
		{"an INSERT binds parameters to columns by position",
			`INSERT INTO users (email, status) VALUES ($1, 'new')`,
			[]string{"write users.email $1", "write users.status literal"}},
		{"an INSERT without column list follows the table's order",
			`INSERT INTO roles VALUES (DEFAULT, $1, $2)`,
			[]string{"write roles.id default", "write roles.name $1", "write roles.permissions $2"}},
		{"several rows bind several parameters to one column",
			`INSERT INTO users (email) VALUES ($1), ($2)`,
			[]string{"write users.email $1", "write users.email $2"}},
		{"a hash in SQL is on the way, with its salt's parameters",
			`INSERT INTO users (password) VALUES (CRYPT($1, GEN_SALT('bf', 8)))`,
			[]string{"write users.password $1 via crypt(gen_salt bf 8)"}},
		{"a hash in one branch of CASE, the bare value in another",
			`INSERT INTO users (username, password, status) VALUES ($1, (CASE
				WHEN $4::text != 'api' AND $3 != '' THEN CRYPT($3, GEN_SALT('bf'))
				WHEN $4 = 'api' THEN $3 ELSE NULL END), $4)`,
			[]string{"write users.username $1", "write users.password $3 via crypt(gen_salt bf) conditional",
				"write users.password $3 conditional", "write users.status $4"}},
		{"nested functions are listed from the inside out",
			`UPDATE users SET password = encode(digest(concat($1, 'pepper'), 'sha256'), 'hex') WHERE id = $2`,
			[]string{"write users.password $1 via concat(pepper) > digest(sha256) > encode(hex)", "filter users.id = $2"}},
		{"a key is no data",
			`INSERT INTO users (email) VALUES (pgp_sym_encrypt($1, $2))`,
			[]string{"write users.email $1 via pgp_sym_encrypt($2)"}},
		{"COALESCE(NULLIF()) keeps the old value; the parameter is what is written",
			`UPDATE users SET email = COALESCE(NULLIF($2, ''), email) WHERE id = $1`,
			[]string{"read users.email", "write users.email $2 via nullif() > coalesce", "filter users.id = $1"}},
		{"an upsert writes the row it could not insert",
			`INSERT INTO users (id, email) VALUES ($1, lower($2)) ON CONFLICT (id) DO UPDATE SET email = EXCLUDED.email`,
			[]string{"write users.id $1", "write users.email $2 via lower", "write users.email $2 via lower"}},
		{"a row assignment binds each column",
			`UPDATE users SET (email, status) = ($1, $2)`,
			[]string{"write users.email $1", "write users.status $2"}},
		{"a sub-query assignment copies columns",
			`UPDATE users SET (email, status) = (SELECT o.email, $1 FROM orders o WHERE o.user_id = users.id)`,
			[]string{"filter orders.user_id = from users.id", "filter users.id = from orders.user_id",
				"read orders.email", "write users.email from orders.email", "write users.status $1"}},
		{"UPDATE ... FROM copies from another table",
			`UPDATE orders SET email = u.email FROM users u WHERE u.id = orders.user_id`,
			[]string{"read users.email", "write orders.email from users.email",
				"filter users.id = from orders.user_id", "filter orders.user_id = from users.id"}},
		{"INSERT ... SELECT binds by the select list",
			`INSERT INTO users (email, password) SELECT $1 AS mail, md5($2) WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = $1)`,
			[]string{"filter users.email = $1", "write users.email $1", "write users.password $2 via md5"}},
		{"UNNEST hands array parameters to columns",
			`INSERT INTO users (email, status) SELECT * FROM UNNEST($1::text[], $2::text[]) AS x(a, b)`,
			[]string{"write users.email $1 via unnest", "write users.status $2 via unnest"}},
		{"DML inside WITH counts",
			`WITH u AS (INSERT INTO users (email) VALUES ($1) RETURNING id) INSERT INTO orders (user_id, email) SELECT id, $1 FROM u`,
			[]string{"write users.email $1", "read users.id", "write orders.user_id from users.id", "write orders.email $1"}},
		{"a parameter travels through a CTE",
			`WITH v AS (SELECT lower($1::text) AS mail) INSERT INTO users (email) SELECT mail FROM v`,
			[]string{"write users.email $1 via lower"}},
		{"MERGE updates and inserts",
			`MERGE INTO users u USING (SELECT $1::int AS id, $2 AS mail) s ON u.id = s.id
			 WHEN MATCHED THEN UPDATE SET email = s.mail WHEN NOT MATCHED THEN INSERT (id, email) VALUES (s.id, s.mail)`,
			[]string{"filter users.id join = $1", "write users.email $2", "write users.id $1", "write users.email $2"}},
		{"COPY fills columns from the client",
			`COPY users (email, password) FROM STDIN`,
			[]string{"write users.email", "write users.password"}},
		{"a jsonb document carries what it is built of",
			`UPDATE users SET status = jsonb_build_object('mail', $1::text) || jsonb_build_object('phone', $2::text)`,
			[]string{"write users.status $1 via jsonb_build_object(mail) > ||", "write users.status $2 via jsonb_build_object(phone) > ||"}},
		{"a truth value is not the data",
			`UPDATE users SET status = ($1 = 'admin')`,
			[]string{"write users.status $1 via ="}},
		{"DELETE names its conditions",
			`DELETE FROM orders USING users u WHERE u.id = orders.user_id AND u.email = $1 RETURNING orders.email`,
			[]string{"filter users.id = from orders.user_id", "filter orders.user_id = from users.id",
				"filter users.email = $1", "read orders.email"}},
	}
}

func TestComparisons(t *testing.T) { check(t, schema.PostgreSQL, comparisons()) }

func comparisons() []sentence {
	return []sentence{
		{"a password compared in SQL",
			`SELECT id FROM users WHERE username = $1 AND password = $2`,
			[]string{"filter users.username = $1", "filter users.password = $2", "read users.id"}},
		{"a hash compared in SQL",
			`SELECT id FROM users WHERE password = md5($1)`,
			[]string{"filter users.password = $1 via md5", "read users.id"}},
		{"crypt with the stored hash as salt is a verification",
			`SELECT id FROM users WHERE username = $1 AND CRYPT($2, password) = password`,
			[]string{"filter users.username = $1", "filter users.password = $2 via crypt(password) verify", "read users.id"}},
		{"a verification in the select list reads no password",
			`SELECT password = crypt($1, password) AS ok FROM users`,
			[]string{"filter users.password = $1 via crypt(password) verify"}},
		{"functions around the column are told apart from those on the parameter",
			`SELECT id FROM users WHERE lower(email) = lower($1)`,
			[]string{"filter users.email = $1 via lower around lower", "read users.id"}},
		{"IN, ANY, LIKE and BETWEEN keep their names",
			`SELECT FROM users WHERE id IN ($1, $2) AND role_id = ANY($3) AND email ILIKE $4 AND id BETWEEN $5 AND 9`,
			[]string{"filter users.id IN $1", "filter users.id IN $2", "filter users.role_id IN $3",
				"filter users.email ILIKE $4", "filter users.id BETWEEN $5"}},
		{"a join compares both columns",
			`SELECT r.name FROM users u JOIN roles r ON r.id = u.role_id ORDER BY u.email`,
			[]string{"filter roles.id join = from users.role_id", "filter users.role_id join = from roles.id",
				"read roles.name", "filter users.email order"}},
		{"USING compares the column of both sides",
			`SELECT total FROM orders JOIN users USING (email)`,
			[]string{"filter orders.email join", "filter users.email join", "read orders.total"}},
		{"grouping and HAVING are uses too",
			`SELECT count(*) FROM orders GROUP BY email HAVING sum(total) > $1`,
			[]string{"filter orders.email group", "filter orders.total > $1 around sum"}},
		{"an inequality keeps its direction seen from the column",
			`SELECT FROM orders WHERE $1 < total`,
			[]string{"filter orders.total > $1"}},
		{"rows are compared value by value",
			`SELECT FROM users WHERE (username, email) = ($1, $2) AND (id, role_id) IN ((1, $3), (2, $4))`,
			[]string{"filter users.username = $1", "filter users.email = $2", "filter users.id IN literal",
				"filter users.role_id IN $3", "filter users.role_id IN $4"}},
		{"a JSON key is on the way",
			`DELETE FROM users WHERE status->>'user_id' = $1`,
			[]string{"filter users.status = $1 around ->>(user_id)"}},
	}
}

func TestPlaceholders(t *testing.T) {
	check(t, schema.PostgreSQL, []sentence{
		{"question marks count from one",
			`UPDATE users SET email = ?, status = ? WHERE id = ?`,
			[]string{"write users.email $1", "write users.status $2", "filter users.id = $3"}},
		{"named parameters keep their names",
			`INSERT INTO users (email, password) VALUES (:email, :pw::text)`,
			[]string{"write users.email :email", "write users.password :pw"}},
		{"pgx's named arguments too",
			`UPDATE users SET email = @mail WHERE id = @id OR email = @mail`,
			[]string{"write users.email :mail", "filter users.id = :id", "filter users.email = :mail"}},
		{"a question mark behind an operand is the jsonb operator",
			`UPDATE users SET email = ? WHERE status ? 'vip'`,
			[]string{"write users.email $1", "filter users.status ? literal"}},
	})
}

func TestOffsetsPointIntoTheStatementAsWritten(t *testing.T) {
	sql := `UPDATE users SET email = :a_rather_long_name, status = ? WHERE username = :n`
	st, err := Parse(sql, schema.PostgreSQL, shop())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range st.Accesses {
		if got := sql[a.Offset:][:len(a.Column)]; got != a.Column {
			t.Errorf("%s: offset %d is at %q", a.Column, a.Offset, got)
		}
	}
}
