package live

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/privet-dev/privet/schema"
)

// myReader reads one MySQL or MariaDB catalog over one connection.
type myReader struct {
	*builder
	ctx  context.Context
	conn *sql.Conn
}

// readMySQL connects, opens the read-only transaction and asks for the
// definition of everything. A definition this account may not see becomes a
// note, not an end.
func readMySQL(ctx context.Context, t *target, opts Options, b *builder) error {
	config := mysql.NewConfig()
	config.User = t.url.User.Username()
	config.Passwd, _ = t.url.User.Password()
	config.Net, config.Addr, config.DBName = "tcp", t.address(), t.database
	if strings.HasPrefix(config.Addr, "/") {
		config.Net = "unix"
	}
	config.Timeout = opts.Timeout
	config.ReadTimeout = opts.Timeout + time.Second // the server's own limit comes first: it says why
	config.Logger = &mysql.NopLogger{}
	if t.url.Query().Has("tls") {
		config.TLSConfig = t.url.Query().Get("tls")
	}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	conn, err := connectMySQL(ctx, db, opts)
	if err != nil {
		return err
	}
	defer conn.Close()
	r := &myReader{builder: b, ctx: ctx, conn: conn}
	r.limit(opts)
	if _, err := conn.ExecContext(ctx, `START TRANSACTION READ ONLY`); err != nil {
		return err
	}
	schemas, err := r.schemas()
	if err != nil {
		return err
	}
	for _, name := range schemas {
		if err := r.schema(name); err != nil {
			return err
		}
	}
	if err := r.accounts(); err != nil {
		return err
	}
	return r.sample(r.finish(), opts.Sample)
}

// connectMySQL returns a connection that has answered. The driver knows no time
// limit for the greeting; the context gives it one.
func connectMySQL(ctx context.Context, db *sql.DB, opts Options) (*sql.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, opts.Timeout)
	defer cancel()
	return db.Conn(ctx)
}

// limit sets the server's own time limits, for locks that an ALTER TABLE holds
// and for statements. MariaDB and MySQL name the latter differently, and each
// refuses the other's name.
func (r *myReader) limit(opts Options) {
	_, _ = r.conn.ExecContext(r.ctx, fmt.Sprintf(`SET SESSION lock_wait_timeout = %d`, max(1, int(opts.Timeout.Seconds()))))
	if _, err := r.conn.ExecContext(r.ctx, fmt.Sprintf(`SET SESSION max_statement_time = %f`, opts.Timeout.Seconds())); err != nil {
		_, _ = r.conn.ExecContext(r.ctx, fmt.Sprintf(`SET SESSION max_execution_time = %d`, opts.Timeout.Milliseconds())) // the client's read timeout remains
	}
}

// schemas returns the databases to read: the URL's, or all but the server's own.
func (r *myReader) schemas() ([]string, error) {
	if r.target.database != "" {
		return []string{r.target.database}, nil
	}
	return r.strings(`SELECT schema_name FROM information_schema.schemata
		WHERE schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY schema_name`)
}

// schema reads one database: tables, views, routines, triggers and events.
func (r *myReader) schema(name string) error {
	r.apply(schema.CreateSchema{Schema: &schema.Schema{Name: name}, IfNotExists: true}, schema.SetSearchPath{Schemas: []string{name}})
	for _, kind := range []struct{ what, list string }{
		{"TABLE", `SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type <> 'VIEW' AND table_type <> 'SYSTEM VIEW' AND table_type <> 'SEQUENCE' ORDER BY table_name`},
		{"VIEW", `SELECT table_name FROM information_schema.views WHERE table_schema = ? ORDER BY table_name`},
		{"PROCEDURE", `SELECT routine_name FROM information_schema.routines WHERE routine_schema = ? AND routine_type = 'PROCEDURE' ORDER BY routine_name`},
		{"FUNCTION", `SELECT routine_name FROM information_schema.routines WHERE routine_schema = ? AND routine_type = 'FUNCTION' ORDER BY routine_name`},
		{"TRIGGER", `SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = ? ORDER BY trigger_name`},
		{"EVENT", `SELECT event_name FROM information_schema.events WHERE event_schema = ? ORDER BY event_name`},
	} {
		names, err := r.strings(kind.list, name)
		if err != nil {
			return err
		}
		for _, n := range names {
			if err := r.showCreate(kind.what, name, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// showCreate reads the statement that SHOW CREATE answers. Where it stands among
// the answer's columns depends on the kind of object.
func (r *myReader) showCreate(kind, in, name string) error {
	what := "the " + strings.ToLower(kind) + " " + in + "." + name
	row, err := r.row("SHOW CREATE " + kind + " " + quote(in) + "." + quote(name))
	if isTimeout(err) || r.ctx.Err() != nil {
		return err
	}
	for _, column := range []string{"Create Table", "Create View", "Create Procedure", "Create Function", "SQL Original Statement", "Create Event"} {
		if text := row[column]; err == nil && text != "" {
			r.define(what, text)
			return nil
		}
	}
	r.note("the definition of "+what+" may not be read by this account", "grant it SELECT and SHOW VIEW on the database, or use an administrator's account")
	return nil
}

// quote writes a name in backticks.
func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// strings runs a query of one column.
func (r *myReader) strings(query string, args ...any) ([]string, error) {
	rows, err := r.conn.QueryContext(r.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// row runs a query of one row and returns its columns by name; NULL is "".
func (r *myReader) row(query string) (map[string]string, error) {
	rows, err := r.conn.QueryContext(r.ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]sql.NullString, len(names))
	targets := make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	if !rows.Next() {
		return nil, rows.Err()
	}
	if err := rows.Scan(targets...); err != nil {
		return nil, err
	}
	row := map[string]string{}
	for i, n := range names {
		row[n] = values[i].String
	}
	return row, rows.Err()
}
