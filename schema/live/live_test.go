package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/load"
	"github.com/privet-dev/privet/schema/query"
)

// fromFile reads a file of testdata the way a scan does.
func fromFile(t *testing.T, file string, d schema.Dialect) (text string, db *schema.Database) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "schema.sql"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	result, err := load.Load(context.Background(), dir, load.Options{Dialect: d})
	if err != nil || len(result.Databases) != 1 || len(result.Unparsed) > 0 {
		t.Fatalf("load: %v, %d databases, unparsed %v", err, len(result.Databases), result.Unparsed)
	}
	query.ResolveViews(result.Databases[0])
	return string(b), result.Databases[0]
}

// TestAPostgreSQLServerAndItsFileAreTheSame runs a file on a server and reads
// both.
func TestAPostgreSQLServerAndItsFileAreTheSame(t *testing.T) {
	text, file := fromFile(t, "postgres.sql", schema.PostgreSQL)
	url, db := livetest.Postgres(t)
	if _, err := db.Exec(context.Background(), text); err != nil {
		t.Fatal(err)
	}
	server, err := Open(context.Background(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, file, server, "postgres")
}

func TestAMariaDBServerAndItsFileAreTheSame(t *testing.T) {
	text, file := fromFile(t, "mysql.sql", schema.MySQL)
	url, db := livetest.MariaDB(t)
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
	for _, u := range []string{url, url + "winkel"} {
		server, err := Open(context.Background(), u, Options{})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, file, server, "root")
	}
}

// compare reports every fact that only one of the two has. The administrator's
// own account exists on the server only; what it created belongs to it there.
func compare(t *testing.T, file, server *schema.Database, admin string) {
	t.Helper()
	for _, n := range server.Notes {
		t.Errorf("note: %s", n.Message)
	}
	if diff := lines(facts(file, admin), facts(server, admin)); diff != "" {
		t.Errorf("(-file +server):\n%s", diff)
	}
}

// lines returns what only one of two sorted lists has.
func lines(file, server []string) string {
	var b strings.Builder
	for _, l := range file {
		if _, both := slices.BinarySearch(server, l); !both {
			fmt.Fprintln(&b, "-", l)
		}
	}
	for _, l := range server {
		if _, both := slices.BinarySearch(file, l); !both {
			fmt.Fprintln(&b, "+", l)
		}
	}
	return b.String()
}

// facts lists what a database says, one line a fact, in order.
func facts(db *schema.Database, admin string) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	owner := func(o string) string {
		if o == "" {
			return admin
		}
		return o
	}
	for _, t := range db.Tables {
		if t.Kind == schema.TemporaryTable { // gone with the session that made it
			continue
		}
		add("table %s kind %d owner %s rls %v force %v comment %s parents %v", name(t.Name), t.Kind, owner(t.Owner), t.RowSecurity == schema.Yes, t.ForceRLS == schema.Yes, said(t.Comment), names(t.Parents))
		for _, c := range t.Columns {
			add("column %s.%s %s array %v enum %v not null %v identity %v default %v generated %v comment %s", name(t.Name), c.Name, stored(db.Dialect, c.Type), c.Type.Array, c.Type.Enum,
				c.NotNull == schema.Yes, c.Identity, c.Default != nil && !c.Default.IsNull, c.Generated != nil, said(c.Comment))
		}
		for _, k := range t.Constraints {
			columns := k.Columns
			var values []string
			if k.Expr != nil {
				columns, values = k.Expr.Columns, k.Expr.Values
			}
			to := k.RefColumns
			if ref := db.Table(k.RefTable); len(to) == 0 && ref != nil && k.Kind == schema.ForeignKey {
				to = ref.PrimaryKeyColumns()
			}
			add("constraint %s kind %d %v references %s %v delete %d values %v", name(t.Name), k.Kind, columns, name(k.RefTable), to, k.OnDelete, values)
		}
		for _, i := range t.Indexes {
			if db.Dialect == schema.MySQL && i.Unique { // a unique key is both
				add("constraint %s kind %d %v references  [] delete 0 values []", name(t.Name), schema.UniqueKey, i.Columns)
				continue
			}
			add("index %s %s %v unique %v exprs %d where %v", name(t.Name), i.Name, i.Columns, i.Unique, len(i.Exprs), i.Where != nil)
		}
		for _, g := range t.Triggers {
			add("trigger %s %s %s %v %s definer %s", name(t.Name), g.Name, g.When, g.Events, name(g.Func), g.Definer)
		}
	}
	for _, v := range db.Views {
		add("view %s materialized %v owner %s invoker %v barrier %v definer %s", name(v.Name), v.Materialized, owner(v.Owner), v.SecurityInvoker == schema.Yes, v.SecurityBarrier == schema.Yes, v.Definer)
		for _, c := range v.Columns {
			var from []string
			for _, use := range c.From {
				from = append(from, name(use.Table)+"."+use.Column)
			}
			add("view column %s.%s from %v via %v", name(v.Name), c.Name, from, c.Via)
		}
	}
	for _, f := range db.Functions {
		if db.Dialect == schema.MySQL && f.SecurityDefiner == schema.Unsaid { // its default
			f.SecurityDefiner = schema.Yes
		}
		add("function %s(%s) returns %s owner %s definer %v path %v language %s procedure %v", name(f.Name), f.Signature(), f.Returns.Base, owner(f.Owner), f.SecurityDefiner == schema.Yes, f.SearchPath, f.Language, f.Procedure)
	}
	for _, y := range db.Types {
		add("type %s kind %d %v base %s", name(y.Name), y.Kind, y.Labels, y.Base.Base)
	}
	list = append(list, accessFacts(db, admin)...)
	sort.Strings(list)
	return list
}

// unread are the kinds of objects whose grants no catalog is asked for: they give
// no way to data.
var unread = []schema.ObjectKind{schema.SequenceObject, schema.TypeObject, schema.OtherObject}

// stored is a type as a catalog has it: MySQL's integers have a display width, its
// boolean is an integer.
func stored(d schema.Dialect, t schema.TypeRef) string {
	args := t.Args
	switch {
	case d != schema.MySQL:
	case t.Base == "bool" || t.Base == "boolean":
		return "tinyint [1]"
	case t.Family() == schema.IntegerType && t.Base != "year":
		args = nil
	}
	return fmt.Sprint(t.Base, " ", args)
}

func accessFacts(db *schema.Database, admin string) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for _, r := range db.Roles {
		if name, _, _ := strings.Cut(r.Name, "@"); name != admin && name != "root" && name != "" {
			add("role %s login %v super %v bypass %v inherit %v", r.Name, r.Login == schema.Yes, r.Super == schema.Yes, r.BypassRLS == schema.Yes, r.Inherit != schema.No)
		}
	}
	for _, m := range db.Memberships {
		if m.Member != "root@127.0.0.1" && m.Member != "root@localhost" {
			add("member %s of %s admin %v", m.Member, m.Role, m.Admin == schema.Yes)
		}
	}
	for _, g := range db.Grants {
		account, _, _ := strings.Cut(g.Grantee, "@")
		if account == admin || g.Privileges == schema.Usage && g.Kind == schema.GlobalObject || slices.Contains(unread, g.Kind) {
			continue
		}
		columns := slices.Clone(g.Columns)
		sort.Strings(columns)
		all := g.Privileges.Expand(g.Kind, db.Dialect)
		for p := schema.Select; p < schema.AllPrivileges; p <<= 1 { // one line a privilege, for they may be grouped otherwise
			if all&p != 0 && !(p == schema.Maintain && g.Kind != schema.GlobalObject) { // PostgreSQL 17
				add("grant %s %v on kind %d %s(%s) to %q option %v", p, columns, g.Kind, name(g.Object), g.Signature, g.Grantee, g.GrantOption)
			}
		}
	}
	for _, d := range db.Defaults {
		d.ForRole = cmp.Or(d.ForRole, admin)
		add("default %s kind %d in %s %s to %q revoke %v", d.ForRole, d.Kind, d.Schema, d.Privileges, d.Grantee, d.Revoke)
	}
	for _, t := range db.Tables {
		for _, p := range t.Policies {
			add("policy %s.%s permissive %v %s to %v using %s check %s", name(t.Name), p.Name, p.Permissive, p.Command, p.Roles, condition(p.Using), condition(p.Check))
		}
	}
	for _, p := range db.Publications {
		add("publication %s all %v", p.Name, p.AllTables)
		for _, x := range p.Tables {
			add("published %s %s %v", p.Name, name(x.Table), x.Columns)
		}
	}
	return list
}

// name leaves the default schema out, which files do not name.
func name(n schema.Name) string {
	return strings.TrimPrefix(strings.TrimPrefix(n.String(), "public."), "winkel.")
}

func names(list []schema.Name) (out []string) {
	for _, n := range list {
		out = append(out, name(n))
	}
	return out
}

func said(t *schema.Text) string {
	if t == nil {
		return "none"
	}
	return t.Text
}

func condition(e *schema.Expr) string {
	if e == nil {
		return "none"
	}
	return fmt.Sprintf("on %v const %d", e.Columns, e.Const)
}

// silent is a server that accepts connections and says nothing.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().String()
}

// closed is an address nobody listens on.
func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestErrorsAreClearAndKeepThePassword(t *testing.T) {
	for _, tc := range []struct{ name, url, want string }{
		{"no URL at all", "user:ge%25heim@x", "this is not a connection URL"},
		{"another kind of server", "oracle://u:ge%25heim%40x@h/db", `no server of the kind "oracle" is known`},
		{"a URL with a bad escape", "postgres://u:ge%25heim%zz@h/db", "the connection URL cannot be read"},
		{"a bad port", "postgres://u:ge%25heim%40x@h:port/db", "the connection URL cannot be read"},
		{"PostgreSQL is away", "postgres://u:ge%25heim%40x@" + closed(t) + "/db", "no server answers there"},
		{"MySQL is away", "mysql://u:ge%25heim%40x@" + closed(t) + "/db", "no server answers there"},
		{"PostgreSQL is silent", "postgres://u:ge%25heim%40x@" + silent(t) + "/db", "did not answer within"},
		{"MySQL is silent", "mysql://u:ge%25heim%40x@" + silent(t) + "/db", "did not answer within"},
		{"a setting nobody knows", "postgres://u:ge%25heim%40x@h/db?sslmode=ge%25heim%40x", "the connection URL cannot be used"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Open(context.Background(), tc.url, Options{Timeout: 300 * time.Millisecond})
			checkError(t, err, tc.want)
		})
	}
}

func checkError(t *testing.T, err error, want string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
		t.Fatalf("got %v, want %q", err, want)
	}
	if e.Hint == "" {
		t.Error("there is no hint")
	}
	if all := fmt.Sprintf("%v %+v %#v", err, e, e); strings.Contains(all, "heim") {
		t.Errorf("the error holds the password: %s", all)
	}
}

// hangsUp answers every connection with these bytes and ends it.
func hangsUp(t *testing.T, answer string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
			_, _ = io.WriteString(c, answer)
			_, _ = c.Read(make([]byte, 1024)) // what the client says, so that the end is no reset
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

// TestAServerThatHangsUp covers what listens on a port and is no such server, or
// has no room.
func TestAServerThatHangsUp(t *testing.T) {
	full := "\x16\x00\x00\x00\xff\x10\x04#08004Too many conn"
	for _, tc := range []struct{ name, url, want string }{
		{"PostgreSQL hangs up", "postgres://u:ge%25heim%40x@" + hangsUp(t, "") + "/db?sslmode=disable", "the connection broke off"},
		{"a web server", "mysql://u:ge%25heim%40x@" + hangsUp(t, "HTTP/1.1 400 Bad Request\r\n\r\n") + "/db", "the connection broke off"},
		{"MySQL is full", "mysql://u:ge%25heim%40x@" + hangsUp(t, full) + "/db", "the server takes no more connections"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Open(context.Background(), tc.url, Options{Timeout: 2 * time.Second})
			checkError(t, err, tc.want)
		})
	}
}

// TestAPostgreSQLServerThatRefuses asks for a password, which is wrong.
func TestAPostgreSQLServerThatRefuses(t *testing.T) {
	url, conn := livetest.Postgres(t)
	ctx := context.Background()
	var rules string
	if err := conn.QueryRow(ctx, `SHOW hba_file`).Scan(&rules); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rules, []byte("local all klein scram-sha-256\nlocal all niemand reject\nlocal all all trust\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, `CREATE ROLE klein LOGIN PASSWORD 'goed'; CREATE ROLE niemand LOGIN; CREATE TABLE klant (email text)`); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, `SELECT pg_reload_conf()`); err != nil {
		t.Fatal(err)
	}
	as := func(who string) string { return strings.Replace(url, "postgres@", who+"@", 1) }
	deadline := time.Now().Add(10 * time.Second) // the reload is a signal: it takes a moment
	for time.Now().Before(deadline) {
		if _, err := Open(ctx, as("klein:ge%25heim%40x"), Options{}); err != nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	checkError(t, second(Open(ctx, as("klein:ge%25heim%40x"), Options{})), "the server refuses this account")
	checkError(t, second(Open(ctx, as("klein"), Options{})), "the server refuses this account")
	checkError(t, second(Open(ctx, as("niemand:ge%25heim%40x"), Options{})), "the server refuses this account")
	checkError(t, second(Open(ctx, strings.Replace(url, "/postgres?", "/geen?", 1), Options{})), "the server has no database of that name")
	got, err := Open(ctx, as("klein:goed"), Options{})
	if err != nil || len(got.Tables) != 1 {
		t.Errorf("the right password: %v, %v", got, err)
	}
}

func TestAServerThatRefuses(t *testing.T) {
	url, _ := livetest.MariaDB(t)
	checkError(t, second(Open(context.Background(), strings.Replace(url, livetest.Password, "geheim", 1), Options{})), "the server refuses this account")
	checkError(t, second(Open(context.Background(), url+"geen", Options{})), "the server has no database of that name")
}

func second(_ *schema.Database, err error) error { return err }

// TestASlowServer lets another session hold the lock every catalog query needs.
func TestASlowServer(t *testing.T) {
	url, conn := livetest.Postgres(t)
	ctx := context.Background()
	if _, err := conn.Exec(ctx, `BEGIN; LOCK TABLE pg_catalog.pg_inherits IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	checkError(t, second(Open(ctx, url, Options{Timeout: time.Second})), "the server did not answer within 1s")
}

// TestASlowMariaDB does the same: another session holds the accounts.
func TestASlowMariaDB(t *testing.T) {
	url, db := livetest.MariaDB(t)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE DATABASE winkel; USE winkel; CREATE TABLE klant (email text); LOCK TABLES mysql.global_priv WRITE"); err != nil {
		t.Fatal(err)
	}
	checkError(t, second(Open(context.Background(), url+"winkel", Options{Timeout: time.Second})), "the server did not answer within 1s")
}

// TestAnAccountWithFewRights reads what it may and says what it may not.
func TestAnAccountWithFewRights(t *testing.T) {
	url, db := livetest.MariaDB(t)
	text, err := os.ReadFile(filepath.Join("testdata", "mysql.sql"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(string(text) + "CREATE USER klein@127.0.0.1 IDENTIFIED BY 'klein'; GRANT SELECT ON winkel.klant TO klein@127.0.0.1"); err != nil {
		t.Fatal(err)
	}
	got, err := Open(context.Background(), strings.Replace(url, "root:"+livetest.Password, "klein:klein", 1), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tables) != 1 || len(got.Tables[0].Columns) != 8 {
		t.Errorf("tables %v", got.Tables)
	}
	if len(got.Notes) == 0 || got.Notes[0].Message != "the accounts of the server may not be read by this account" {
		t.Errorf("notes %v", got.Notes)
	}
	if len(got.Grants) != 2 || got.Grants[1].Grantee != "klein@127.0.0.1" {
		t.Errorf("grants %v", got.Grants)
	}
}
