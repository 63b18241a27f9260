package load

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// steps are what every layout below says in its own way: the tenth step renames
// what the second added, so an order by bytes (10 before 2) fails, and a "down"
// half that is read takes the table away.
var steps = [3]string{
	"CREATE TABLE klant (id bigint PRIMARY KEY, email text NOT NULL, fax text);",
	"ALTER TABLE klant ADD COLUMN tel text;",
	"ALTER TABLE klant RENAME COLUMN tel TO telefoon;\nALTER TABLE klant DROP COLUMN fax;",
}

const undo = "DROP TABLE klant;"

// layouts writes the three steps as each tool keeps them; %[1]s to %[3]s are the
// steps, %[4]s what undoes them.
var layouts = []struct{ name, archive string }{
	{"goose", "-- m/1_a.sql --\n-- +goose Up\n%[1]s\n-- +goose Down\n%[4]s\n-- m/2_b.sql --\n-- +goose Up\n-- +goose StatementBegin\n%[2]s\n-- +goose StatementEnd\n-- +goose Down\n%[4]s\n-- m/10_c.sql --\n-- +goose NO TRANSACTION\n-- +goose Up\n%[3]s\n-- +goose Down\n%[4]s\n"},
	{"golang-migrate", "-- m/1_a.up.sql --\n%[1]s\n-- m/1_a.down.sql --\n%[4]s\n-- m/2_b.up.sql --\n%[2]s\n-- m/2_b.down.sql --\n%[4]s\n-- m/10_c.up.sql --\n%[3]s\n-- m/10_c.down.sql --\n%[4]s\n"},
	{"pop (kratos)", "-- m/20200101000001_a.postgres.up.sql --\n%[1]s\n-- m/20200101000001_a.postgres.down.sql --\n%[4]s\n-- m/20200101000002_b.up.sql --\n%[2]s\n-- m/20200101000010_c.postgres.autocommit.up.sql --\n%[3]s\n-- m/20200101000010_c.postgres.autocommit.down.sql --\n%[4]s\n"},
	{"authelia", "-- postgres/V0001.A.up.sql --\n%[1]s\n-- postgres/V0001.A.down.sql --\n%[4]s\n-- postgres/V0002.B.up.sql --\n%[2]s\n-- postgres/V0010.C.up.sql --\n%[3]s\n-- postgres/V0010.C.down.sql --\n%[4]s\n"},
	{"dbmate", "-- db/migrations/20200101000001_a.sql --\n-- migrate:up\n%[1]s\n-- migrate:down\n%[4]s\n-- db/migrations/20200101000002_b.sql --\n-- migrate:up transaction:false\n%[2]s\n-- migrate:down\n%[4]s\n-- db/migrations/20200101000010_c.sql --\n-- migrate:up\n%[3]s\n-- migrate:down\n%[4]s\n"},
	{"sql-migrate", "-- m/1-a.sql --\n-- +migrate Up\n%[1]s\n-- +migrate Down\n%[4]s\n-- m/2-b.sql --\n-- +migrate Up\n%[2]s\n-- +migrate Down\n%[4]s\n-- m/10-c.sql --\n-- +migrate Up notransaction\n%[3]s\n-- +migrate Down\n%[4]s\n"},
	{"tern", "-- m/001_a.sql --\n%[1]s\n---- create above / drop below ----\n%[4]s\n-- m/002_b.sql --\n%[2]s\n---- create above / drop below ----\n%[4]s\n-- m/010_c.sql --\n%[3]s\n---- create above / drop below ----\n%[4]s\n"},
	{"flyway", "-- sql/V1__a.sql --\n%[1]s\n-- sql/V1_2__b.sql --\n%[2]s\n-- sql/V1_10__c.sql --\n%[3]s\n-- sql/U1_10__c.sql --\n%[4]s\n-- sql/R__views.sql --\nCREATE VIEW v AS SELECT telefoon FROM klant;\n"},
	{"liquibase", "-- changelog.sql --\n--liquibase formatted sql\n--changeset a:1\n%[1]s\n--rollback %[4]s\n--changeset a:2 dbms:postgresql\n%[2]s\n--rollback %[4]s\n--changeset a:10\n%[3]s\n"},
	{"atlas", "-- migrations/atlas.sum --\nh1:x=\n-- migrations/20200101000001_a.sql --\n-- atlas:txmode none\n%[1]s\n-- migrations/20200101000002_b.sql --\n%[2]s\n-- migrations/20200101000010_c.sql --\n%[3]s\n"},
	{"sqlc", "-- sqlc.yaml --\nversion: \"2\"\nsql:\n  - engine: postgresql\n    schema: sql/schema\n    queries: sql/queries\n-- sql/schema/001_a.sql --\n%[1]s\n-- sql/schema/002_b.sql --\n%[2]s\n-- sql/schema/010_c.sql --\n%[3]s\n-- sql/queries/q.sql --\n-- name: Get :one\nSELECT * FROM klant;\n"},
	{"Rails", "-- db/structure.sql --\nSET search_path = public;\n%[1]s\n%[2]s\n%[3]s\nINSERT INTO \"schema_migrations\" (version) VALUES\n('20200101000010'),\n('20200101000001');\n"},
	{"prisma", "-- prisma/migrations/migration_lock.toml --\nprovider = \"postgresql\"\n-- prisma/migrations/20200101000001_a/migration.sql --\n%[1]s\n-- prisma/migrations/20200101000002_b/migration.sql --\n%[2]s\n-- prisma/migrations/20200101000010_c/migration.sql --\n%[3]s\n"},
	{"diesel", "-- migrations/00000000000000_diesel_initial_setup/up.sql --\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n-- migrations/20190101000001_a/up.sql --\n%[1]s\n-- migrations/20190101000001_a/down.sql --\n%[4]s\n-- migrations/2020-01-01-000002_b/up.sql --\n%[2]s\n-- migrations/2020-01-01-000002_b/down.sql --\n%[4]s\n-- migrations/2020-01-02-000001_c/up.sql --\n%[3]s\n-- migrations/2020-01-02-000001_c/down.sql --\n%[4]s\n"},
	{"sqlx", "-- migrations/1_a.sql --\n%[1]s\n-- migrations/2_b.sql --\n%[2]s\n-- migrations/10_c.sql --\n%[3]s\n"},
	{"hasura", "-- migrations/default/1580000000001_a/up.sql --\n%[1]s\n-- migrations/default/1580000000001_a/down.sql --\n%[4]s\n-- migrations/default/1580000000002_b/up.sql --\n%[2]s\n-- migrations/default/1580000000010_c/up.sql --\n%[3]s\n-- migrations/default/1580000000010_c/down.sql --\n%[4]s\n"},
	{"drizzle", "-- drizzle/meta/_journal.json --\n{\"version\":\"5\",\"dialect\":\"pg\",\"entries\":[]}\n-- drizzle/0000_a.sql --\n%[1]s\n--> statement-breakpoint\nCREATE TABLE b (id int);\n-- drizzle/0001_b.sql --\n%[2]s--> statement-breakpoint\n-- drizzle/0010_c.sql --\n%[3]s--> statement-breakpoint\n"},
	{"supabase", "-- supabase/migrations/20200101000001_a.sql --\n%[1]s\n-- supabase/migrations/20200101000002_b.sql --\n%[2]s\n-- supabase/migrations/20200101000010_c.sql --\n%[3]s\n-- supabase/tests/t.sql --\n%[4]s\n-- supabase/seed.sql --\nINSERT INTO klant (id, email) VALUES (1, 'a@example.com');\n"},
	{"node-pg-migrate", "-- migrations/1580000000001_a.sql --\n-- Up Migration\n%[1]s\n-- Down Migration\n%[4]s\n-- migrations/1580000000002_b.sql --\n-- Up Migration\n%[2]s\n-- Down Migration\n%[4]s\n-- migrations/1580000000010_c.sql --\n-- Up Migration\n%[3]s\n-- Down Migration\n%[4]s\n"},
	{"plain installer", "-- sql/install.sql --\n%[1]s\n%[2]s\n%[3]s\n-- sql/uninstall.sql --\n%[4]s\n-- sql/upgrade/1.2.sql --\nALTER TABLE klant ADD COLUMN tel text;\n-- sql/upgrade/1.10.sql --\nALTER TABLE klant DROP COLUMN fax;\n-- sql/DropTables.sql --\n%[4]s\n"},
	{"a folder of object kinds", "-- db/CreatePrimaryKeys.sql --\nALTER TABLE klant ALTER email SET NOT NULL;\n-- db/CreateTables.sql --\n%[1]s\n%[2]s\n%[3]s\n-- db/CreateViews.sql --\nCREATE VIEW v AS SELECT telefoon FROM klant;\n-- db/DropTables.sql --\n%[4]s\n"},
}

func TestEveryLayoutLeadsToTheSameSchema(t *testing.T) {
	for _, l := range layouts {
		t.Run(l.name, func(t *testing.T) {
			archive := fmt.Sprintf(strings.ReplaceAll(l.archive, "%[4]s", undo), steps[0], steps[1], steps[2])
			archive, _, _ = strings.Cut(archive, "%!(EXTRA")
			res := mustLoad(t, unpack(t, archive), Options{})
			if bad := notes(append(res.Unparsed, res.Skipped...)); len(bad) > 0 && l.name != "plain installer" && l.name != "a folder of object kinds" && l.name != "supabase" {
				t.Errorf("not read: %q", bad)
			}
			if len(res.Databases) != 1 {
				t.Fatalf("%d databases: %q", len(res.Databases), tables(res))
			}
			db := res.Databases[0]
			klant := db.Table(schema.Name{Name: "klant"})
			if klant == nil {
				t.Fatalf("no table klant: %q", tables(res))
			}
			var columns []string
			for _, c := range klant.Columns {
				columns = append(columns, c.Name)
			}
			if diff := cmp.Diff([]string{"id", "email", "telefoon"}, columns); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			if c := klant.Column("telefoon"); c != nil && (len(c.Renames) != 1 || c.Renames[0].From != "tel") {
				t.Errorf("the rename is not remembered: %+v", c.Renames)
			}
			if db.Dialect != schema.PostgreSQL {
				t.Errorf("read as %s", db.Dialect)
			}
			for _, n := range db.Notes {
				t.Errorf("note: %s", n.Message)
			}
		})
	}
}

func TestMissingNumbersAreSaid(t *testing.T) {
	res := mustLoad(t, unpack(t, "-- migrations/001_a.sql --\nCREATE TABLE a (id bigserial);\n-- migrations/002_b.sql --\nALTER TABLE a ADD b text;\n-- migrations/005_c.sql --\nALTER TABLE a ADD c text;\n-- migrations/006_d.sql --\nALTER TABLE a ADD d text;\n"), Options{})
	if got := strings.Join(notes(res.Notes), "; "); !strings.Contains(got, "these numbers are missing: [3 4]") {
		t.Errorf("notes: %s", got)
	}
	res = mustLoad(t, unpack(t, "-- migrations/20200101_a.sql --\nCREATE TABLE a (id bigserial);\n-- migrations/20200103_b.sql --\nALTER TABLE a ADD b text;\n-- migrations/20200205_c.sql --\nALTER TABLE a ADD c text;\n"), Options{})
	if len(res.Notes) > 0 {
		t.Errorf("dates have no gaps: %q", notes(res.Notes))
	}
}
