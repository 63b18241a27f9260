package privilege

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/query"
	"github.com/privet-dev/privet/schema/replay"
)

// worlds is how many random databases the matrix is held against a server with.
const worlds = 25

// TestMatrixAgreesWithTheServer makes random roles, memberships, schemas, tables,
// grants, policies and views, and asks a real server about every cell: what
// has_column_privilege and pg_has_role say, and what a SELECT under SET ROLE
// does and how many of the table's three rows it counts.
func TestMatrixAgreesWithTheServer(t *testing.T) {
	_, conn := livetest.Postgres(t)
	cells := 0
	for seed := range uint64(worlds) {
		w := &world{rnd: rand.New(rand.NewPCG(seed, 1)), prefix: fmt.Sprintf("w%d", seed), owners: map[string]string{}}
		w.build()
		r := replay.New("postgres", schema.PostgreSQL)
		for _, text := range w.script {
			if _, err := conn.Exec(context.Background(), text); err != nil {
				t.Fatalf("world %d: the server refuses %s: %v", seed, text, err)
			}
			stmt, err := postgres.Read(text, schema.Position{})
			if err != nil {
				t.Fatal(err)
			}
			r.Apply(stmt)
		}
		db := r.Databases()[0]
		query.ResolveViews(db)
		c := &checker{T: t, world: w, conn: conn, matrix: Effective(db)}
		c.memberships()
		c.tables()
		c.views()
		cells += c.cells
		if t.Failed() {
			t.Fatalf("world %d:\n%s;", seed, strings.Join(w.script, ";\n"))
		}
		for _, text := range w.cleanup() {
			if _, err := conn.Exec(context.Background(), text); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d cells of %d databases agree", cells, worlds)
}

// world is a random database; all its names begin with the prefix. Every object
// has a stated owner: who runs the script, the model does not know.
type world struct {
	rnd                           *rand.Rand
	prefix                        string
	script                        []string
	roles, schemas, tables, views []string
	owners                        map[string]string // of tables and views
	grants                        [][3]string       // made so far: privileges, object, role
}

func (w *world) add(format string, args ...any) {
	w.script = append(w.script, fmt.Sprintf(format, args...))
}

// own gives an object an owner.
func (w *world) own(object string) {
	w.owners[object] = w.pick(w.roles)
	w.add("ALTER TABLE %s OWNER TO %s", object, w.owners[object])
}

func (w *world) chance(percent int) bool { return w.rnd.IntN(100) < percent }

func (w *world) pick(list []string) string { return list[w.rnd.IntN(len(list))] }

// grantee picks a role or PUBLIC.
func (w *world) grantee() string {
	if w.chance(15) {
		return "PUBLIC"
	}
	return w.pick(w.roles)
}

func (w *world) build() {
	w.buildRoles()
	for i := range 2 {
		s := fmt.Sprintf("%s_s%d", w.prefix, i)
		w.schemas = append(w.schemas, s)
		w.add("CREATE SCHEMA %s", s)
		for range 4 {
			w.add("GRANT USAGE ON SCHEMA %s TO %s", s, w.grantee())
		}
		if w.chance(30) {
			w.add("REVOKE USAGE ON SCHEMA %s FROM %s", s, w.grantee())
		}
	}
	if w.chance(50) {
		w.add("ALTER DEFAULT PRIVILEGES IN SCHEMA %s GRANT SELECT, INSERT ON TABLES TO %s", w.schemas[0], w.pick(w.roles))
	}
	for i := range 4 {
		w.buildTable(i)
	}
	w.buildPartitions()
	for i := range 4 {
		w.buildView(i)
	}
	for range 20 {
		w.buildGrant()
	}
	w.add("ALTER DEFAULT PRIVILEGES IN SCHEMA %s REVOKE ALL ON TABLES FROM %s", w.schemas[0], strings.Join(w.roles, ", "))
}

func (w *world) buildRoles() {
	for i := range 6 {
		r := fmt.Sprintf("%s_r%d", w.prefix, i)
		attributes := ""
		if w.chance(25) {
			attributes += " NOINHERIT"
		}
		if w.chance(8) {
			attributes += " SUPERUSER"
		}
		if w.chance(10) {
			attributes += " BYPASSRLS"
		}
		w.add("CREATE ROLE %s%s", r, attributes)
		for _, earlier := range w.roles {
			if w.chance(25) {
				w.add("GRANT %s TO %s", earlier, r)
			}
		}
		w.roles = append(w.roles, r)
	}
	if w.chance(20) {
		w.add("GRANT pg_read_all_data TO %s", w.pick(w.roles))
	}
	if w.chance(20) {
		w.add("GRANT pg_write_all_data TO %s", w.pick(w.roles))
	}
}

func (w *world) buildTable(i int) {
	name := fmt.Sprintf("%s.t%d", w.pick(w.schemas), i)
	w.tables = append(w.tables, name)
	w.add("CREATE TABLE %s (a int, b text, c text)", name)
	w.add("INSERT INTO %s VALUES (1, 'x', 'x'), (2, 'y', 'y'), (3, 'z', 'z')", name)
	w.own(name)
	w.buildSecurity(name)
}

func (w *world) buildSecurity(table string) {
	if w.chance(60) {
		w.add("ALTER TABLE %s ENABLE ROW LEVEL SECURITY", table)
	}
	if w.chance(30) {
		w.add("ALTER TABLE %s FORCE ROW LEVEL SECURITY", table)
	}
	for i := range w.rnd.IntN(4) {
		kind, command := "PERMISSIVE", w.pick([]string{"ALL", "SELECT", "SELECT", "UPDATE"})
		if w.chance(25) {
			kind = "RESTRICTIVE"
		}
		using := " USING (" + w.pick([]string{"true", "false", "a = 1", "1 = 1 OR a = 1", "NOT false", "null"}) + ")"
		if w.chance(10) {
			using = ""
		}
		w.add("CREATE POLICY p%d ON %s AS %s FOR %s TO %s%s", i, table, kind, command, w.grantee(), using)
	}
}

// buildPartitions makes a partitioned table with one partition, which has grants
// and policies of its own.
func (w *world) buildPartitions() {
	parent := w.schemas[1] + ".part"
	w.add("CREATE TABLE %s (a int, b text, c text) PARTITION BY RANGE (a)", parent)
	w.add("CREATE TABLE %s_1 PARTITION OF %s FOR VALUES FROM (0) TO (10)", parent, parent)
	w.add("INSERT INTO %s VALUES (1, 'x', 'x'), (2, 'y', 'y'), (3, 'z', 'z')", parent)
	w.own(parent)
	w.own(parent + "_1")
	w.buildSecurity(parent)
	w.buildSecurity(parent + "_1")
	w.tables = append(w.tables, parent, parent+"_1")
}

// buildView makes a view of some columns of a table, or of an earlier view.
func (w *world) buildView(i int) {
	name := fmt.Sprintf("%s.v%d", w.pick(w.schemas), i)
	source, columns := w.pick(w.tables), w.pick([]string{"a, b", "a, b, c", "b"})
	if i > 1 && w.chance(60) {
		source, columns = w.pick(w.views), "b"
	}
	options := ""
	if w.chance(40) {
		options = " WITH (security_invoker)"
	}
	w.add("CREATE VIEW %s%s AS SELECT %s FROM %s", name, options, columns, source)
	w.own(name)
	w.views = append(w.views, name)
}

func (w *world) buildGrant() {
	object := w.pick(append(w.tables[:len(w.tables):len(w.tables)], w.views...))
	verb, to := "GRANT", "TO"
	if w.chance(35) {
		verb, to = "REVOKE", "FROM"
	}
	privilege := w.pick([]string{"SELECT", "SELECT", "SELECT, INSERT", "UPDATE", "ALL", "SELECT (b)", "SELECT (b), UPDATE (b)", "INSERT (b)"})
	target, role := object, w.grantee()
	if w.chance(10) {
		privilege, target = "SELECT, UPDATE", "ALL TABLES IN SCHEMA "+w.pick(w.schemas)
	}
	if verb == "REVOKE" && len(w.grants) > 0 && w.chance(60) { // half of what was given, as often as not
		g := w.grants[w.rnd.IntN(len(w.grants))]
		target, object, role = g[1], g[1], g[2]
	}
	if verb == "REVOKE" && (target != object || role == w.owners[object]) {
		role = "PUBLIC" // an owner's own rights the model takes for granted
	}
	if verb == "GRANT" && target == object {
		w.grants = append(w.grants, [3]string{privilege, object, role})
	}
	w.add("%s %s ON %s %s %s", verb, privilege, target, to, role)
}

func (w *world) cleanup() []string {
	return []string{"RESET ROLE", "DROP SCHEMA " + strings.Join(w.schemas, ", ") + " CASCADE",
		"DROP OWNED BY " + strings.Join(w.roles, ", "), "DROP ROLE " + strings.Join(w.roles, ", ")}
}

// checker compares the matrix with the server, cell by cell.
type checker struct {
	*testing.T
	*world
	conn   *pgx.Conn
	matrix *Matrix
	cells  int
}

func (c *checker) yes(query string, args ...any) bool {
	c.Helper()
	var answer bool
	if err := c.conn.QueryRow(context.Background(), query, args...).Scan(&answer); err != nil {
		c.Fatal(err)
	}
	return answer
}

func (c *checker) memberships() {
	for _, role := range c.roles {
		if c.matrix.attribute(role, isSuper) {
			continue // the server calls a superuser a member of everything
		}
		for _, other := range c.roles {
			c.cells += 2
			var member bool
			for _, h := range c.matrix.closure(role) {
				member = member || h.role == other
			}
			if want := c.yes("SELECT pg_has_role($1, $2, 'MEMBER')", role, other); want != member {
				c.Errorf("%s may become %s: server %t, matrix %t", role, other, want, member)
			}
			if want, got := c.yes("SELECT pg_has_role($1, $2, 'USAGE')", role, other), c.matrix.has(role, other); want != got {
				c.Errorf("%s has the rights of %s: server %t, matrix %t", role, other, want, got)
			}
		}
	}
}

func (c *checker) tables() {
	for _, name := range c.world.tables {
		table := c.matrix.db.Table(split(name))
		for _, role := range c.roles {
			for _, column := range []string{"a", "b", "c"} {
				c.privileges(role, name, column, tableObject(table))
				var got answer
				for _, r := range c.matrix.Column(table.Name, column) {
					if r.Role == role && !r.SetRole && isDirect(r) && r.Privileges&schema.Select != 0 {
						got = answer{true, r.Rows}
					}
				}
				c.compare(role, name, column, got)
			}
		}
	}
}

// isDirect reports whether a right takes no detour.
func isDirect(r Right) bool {
	switch r.Path[len(r.Path)-1].Kind {
	case ViewStep, InvokerStep, FunctionStep, ParentStep, PartitionStep:
		return false
	}
	return true
}

func split(name string) schema.Name {
	in, own, _ := strings.Cut(name, ".")
	return schema.Name{Schema: in, Name: own}
}

// privileges compares the privileges of one column, apart from the schema's.
func (c *checker) privileges(role, name, column string, o object) {
	var got schema.Privilege
	for _, g := range c.matrix.direct(role, o, column) {
		if !g.setRole {
			got |= g.privileges
		}
	}
	for privilege, bit := range map[string]schema.Privilege{"SELECT": schema.Select, "INSERT": schema.Insert, "UPDATE": schema.Update, "REFERENCES": schema.References} {
		c.cells++
		want := c.yes("SELECT has_column_privilege($1, $2, $3, $4)", role, name, column, privilege)
		if want != (got&bit != 0) {
			c.Errorf("%s %s on %s.%s: server %t, matrix %t", role, privilege, name, column, want, !want)
		}
	}
}

// answer is what a SELECT gives: nothing at all, or some of the rows.
type answer struct {
	reads bool
	rows  Rows
}

// compare runs SELECT count(column) as the role.
func (c *checker) compare(role, object, column string, got answer) {
	c.Helper()
	ctx := context.Background()
	c.cells++
	if _, err := c.conn.Exec(ctx, "SET ROLE "+role); err != nil {
		c.Fatal(err)
	}
	var count int
	// The simple protocol: a cached plan would not look the schema up again.
	err := c.conn.QueryRow(ctx, "SELECT count("+column+") FROM "+object, pgx.QueryExecModeSimpleProtocol).Scan(&count)
	if _, err := c.conn.Exec(ctx, "RESET ROLE"); err != nil {
		c.Fatal(err)
	}
	want := answer{reads: err == nil}
	if err == nil {
		want.rows = map[int]Rows{0: NoRows, 1: RestrictedRows, 3: AllRows}[count]
	}
	if want.reads != got.reads || want.reads && want.rows != got.rows {
		c.Errorf("%s reads %s.%s: server %+v (%v), matrix %+v", role, object, column, want, err, got)
	}
}

// views compares what each role reads through each view, by the view's last step
// on a path to the base column behind its column b.
func (c *checker) views() {
	for _, name := range c.world.views {
		view := c.matrix.db.View(split(name))
		base := c.base(view)
		for _, role := range c.roles {
			var got answer
			for _, r := range c.matrix.Column(base.Name, "b") {
				last := r.Path[len(r.Path)-1]
				if r.Role == role && !r.SetRole && (last.Kind == ViewStep || last.Kind == InvokerStep) && last.Object == view.Name.String() {
					got = answer{true, r.Rows}
				}
			}
			c.compare(role, name, "b", got)
		}
	}
}

// base returns the table behind a view's column b.
func (c *checker) base(v *schema.View) *schema.Table {
	for _, out := range v.Columns {
		if out.Name == "b" {
			return c.matrix.db.Table(out.From[0].Table)
		}
	}
	c.Fatalf("%s has no column b", v.Name)
	return nil
}
