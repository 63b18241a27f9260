package load

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
)

// shopPostgres and shopMySQL are a shop with rows that try what dumps must
// quote: quotes, tabs, backslashes, line breaks, semicolons, NULLs.
const shopPostgres = `
CREATE TABLE klant (id bigserial PRIMARY KEY, naam text NOT NULL, email text, geboren date, wachtwoord text, extra jsonb);
CREATE VIEW jarig AS SELECT naam, geboren FROM klant;
CREATE FUNCTION groet(n text) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN 'dag; ' || n; END $f$;
INSERT INTO klant (naam, email, geboren, wachtwoord, extra) SELECT E'O''Neil;\t\\ \n' || i, 'mevrouw' || i || '@xs4all.nl', date '1980-01-01' + i,
	'$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', '{"maat": "XL"}' FROM generate_series(1, 300) i;
CREATE TABLE leeg (id int);
`

const shopMySQL = `
CREATE TABLE klant (id int unsigned AUTO_INCREMENT PRIMARY KEY, naam text NOT NULL, email varchar(100) COMMENT 'het adres; van de klant', geboren date, wachtwoord varchar(60));
INSERT INTO klant (naam, email, geboren, wachtwoord) SELECT CONCAT('O''Neil;\t\\ \n', seq), CONCAT('mevrouw', seq, '@xs4all.nl'), '1980-01-01' + INTERVAL seq DAY,
	'$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' FROM seq_1_to_300;
CREATE TABLE leeg (id int);
CREATE VIEW jarig AS SELECT naam, geboren FROM klant;
CREATE TRIGGER netjes BEFORE INSERT ON klant FOR EACH ROW BEGIN SET NEW.email = LOWER(NEW.email); IF NEW.naam = '' THEN SET NEW.naam = ';'; END IF; END;
`

// checkShop holds that a dump of the shop gives the shop.
func checkShop(t *testing.T, name string, dump []byte, columns int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, dump, 0o644); err != nil {
		t.Fatal(err)
	}
	res := mustLoad(t, path, Options{})
	if bad := notes(append(res.Unparsed, res.Skipped...)); len(bad) > 0 {
		t.Errorf("not understood: %q", bad)
	}
	db := res.Databases[0]
	klant := db.Table(schema.Name{Name: "klant"})
	if klant == nil || len(klant.Columns) != columns || db.Table(schema.Name{Name: "leeg"}) == nil || len(db.Views) != 1 {
		t.Fatalf("got %q and %d views", tables(res), len(db.Views))
	}
	if klant.Rows == nil || klant.Rows.Sampled != 300 {
		t.Fatalf("rows of klant: %+v, want 300", klant.Rows)
	}
	got := map[string]schema.ValueKind{}
	for _, c := range []string{"email", "geboren", "wachtwoord"} {
		got[c], _ = klant.Column(c).Values.Kind()
	}
	want := map[string]schema.ValueKind{"email": schema.EmailValue, "geboren": schema.BirthDateValue, "wachtwoord": schema.BcryptValue}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if v := klant.Column("email").Values; v.Distinct != 300 || v.Persons() != 1 {
		t.Errorf("%d addresses of %d persons, want 300 of 1: they were counted up", v.Distinct, v.Persons())
	}
}

// dumpTool returns the path of the first of the programs that is there.
func dumpTool(t *testing.T, names ...string) string {
	t.Helper()
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return p
		}
	}
	if os.Getenv("PRIVET_REQUIRE_ALL") == "1" {
		t.Fatalf("%s is not installed, and PRIVET_REQUIRE_ALL is set", names[0])
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

func output(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &stderr)
	}
	return out
}

func TestRealPostgreSQLDumps(t *testing.T) {
	tool := dumpTool(t, "pg_dump")
	url, conn := livetest.Postgres(t)
	if _, err := conn.Exec(context.Background(), shopPostgres); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{"COPY": nil, "inserts": {"--inserts"}, "column inserts": {"--column-inserts", "--rows-per-insert=50"}} {
		t.Run(name, func(t *testing.T) {
			checkShop(t, "dump.sql", output(t, tool, append(args, "-d", url)...), 6)
		})
	}
	t.Run("gzip", func(t *testing.T) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		write(t, z, output(t, tool, "-d", url))
		checkShop(t, "dump.sql.gz", b.Bytes(), 6)
	})
	t.Run("zstd", func(t *testing.T) {
		var b bytes.Buffer
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		write(t, z, output(t, tool, "-d", url))
		checkShop(t, "dump.sql.zst", b.Bytes(), 6)
	})
}

func write(t *testing.T, w io.WriteCloser, data []byte) {
	t.Helper()
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRealMariaDBDumps(t *testing.T) {
	tool := dumpTool(t, "mariadb-dump", "mysqldump")
	url, db := livetest.MariaDB(t)
	if _, err := db.Exec("CREATE DATABASE winkel"); err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, stmt := range append([]string{"USE winkel"}, splitShop(t)...) {
		if _, err := conn.ExecContext(context.Background(), stmt); err != nil {
			t.Fatalf("%v\n%s", err, stmt)
		}
	}
	port := url[strings.LastIndexByte(url, ':')+1:]
	common := []string{"--no-defaults", "-h127.0.0.1", "-P" + strings.Trim(port, "/"), "-uroot", "-p" + livetest.Password, "--routines"}
	for name, args := range map[string][]string{"extended": {"winkel"}, "single inserts": {"--skip-extended-insert", "--complete-insert", "winkel"}, "databases": {"--databases", "winkel"}} {
		t.Run(name, func(t *testing.T) {
			checkShop(t, "dump.sql", output(t, tool, append(common, args...)...), 5)
		})
	}
}

// splitShop cuts shopMySQL with the splitter under test.
func splitShop(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, p := range splitAll(t, shopMySQL, schema.MySQL) {
		out = append(out, p.Text)
	}
	return out
}
