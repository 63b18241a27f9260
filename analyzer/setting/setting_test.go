package setting

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/gosource"
)

// read reads an archive's files and renders what was found, one fact a line.
func read(t *testing.T, archive string) []string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mods, _, err := gosource.Load(t.Context(), dir, gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	facts, err := Read(t.Context(), dir, mods, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return render(facts)
}

func render(facts *Facts) []string {
	reaches := [...]string{"unknown", "local", "service", "remote"}
	var out []string
	for _, c := range facts.Connections {
		s := fmt.Sprintf("%s %s user=%q %s", c.Span.Position, c.Scheme, c.User, reaches[c.Reach])
		if c.Insecure != "" {
			s += " " + c.Insecure
		}
		if c.Password {
			s += " password"
		}
		if c.Sample {
			s += " sample"
		}
		out = append(out, s)
	}
	for _, d := range facts.Dumps {
		out = append(out, fmt.Sprintf("%s %s to %s encrypted=%v", d.Span.Position, d.Tool, d.Target, d.Encrypted))
	}
	for _, r := range facts.Regions {
		out = append(out, fmt.Sprintf("%s %s %s", r.Span.Position, r.Name, r.Country))
	}
	for _, n := range facts.Notes {
		out = append(out, "note "+n.Origin.File+": "+n.Message)
	}
	return out
}

func TestConnections(t *testing.T) {
	for _, test := range []struct {
		name, archive string
		want          []string
	}{
		{"a URL over the network", "-- .env --\nDATABASE_URL=postgres://shop:k2jh34kjh@db.example.net:5432/shop?sslmode=disable\n",
			[]string{`.env:1:14 postgres user="shop" remote sslmode=disable password`}},
		{"a container beside this one", "-- docker-compose.yml --\nservices:\n  app:\n    environment:\n      - DATABASE_URL=postgres://postgres:postgres@db/shop?sslmode=disable\n",
			[]string{`docker-compose.yml:4:22 postgres user="postgres" service sslmode=disable`}},
		{"encrypted", "-- app.env --\nDATABASE_URL=postgres://shop:${PW}@db.example.net/shop?sslmode=verify-full\n",
			[]string{`app.env:1:14 postgres user="shop" remote`}},
		{"MySQL's Go driver", "-- config.toml --\ndsn = \"root:s3cr3tword9@tcp(10.1.2.3:3306)/shop?parseTime=true&tls=false\"\n",
			[]string{`config.toml:1:8 mysql user="root" remote tls=false password`}},
		{"keywords", "-- main.ini --\ndsn = host=/var/run/postgresql user=shop dbname=shop sslmode=disable\n",
			[]string{`main.ini:1:7 postgres user="shop" local sslmode=disable`}},
		{"a mode beside its host", "-- config.toml --\n[db]\nhost = \"localhost\"\nport = 5432\nssl_mode = \"disable\"\n",
			[]string{`config.toml:4:1 postgres user="" local ssl_mode=disable`}},
		{"a mode beside a host far away", "-- config.yaml --\ndb:\n  sslmode: disable\n  host: db.shop.example\n",
			[]string{`config.yaml:2:3 postgres user="" remote sslmode=disable`}},
		{"mail", "-- .env --\nMAIL_HOST=smtp.example.net\nMAIL_ENCRYPTION=null\n",
			[]string{`.env:2:1 smtp user="" remote MAIL_ENCRYPTION=null`}},
		{"JDBC", "-- application.properties --\nspring.datasource.url=jdbc:mysql://db.example.net:3306/shop?useSSL=false\n",
			[]string{`application.properties:1:23 mysql user="" remote usessl=false`}},
		{"a default behind a variable", "-- docker-compose.yml --\nx: postgres://u:p@${DB_HOST:-localhost}/shop?sslmode=disable\n",
			[]string{`docker-compose.yml:1:4 postgres user="u" local sslmode=disable`}},
		{"a comment says nothing", "-- .env --\n# DATABASE_URL=postgres://shop:x@db.example.net/shop?sslmode=disable\n", nil},
		{"tests say nothing", "-- test/.env --\nDATABASE_URL=postgres://shop:x@db.example.net/shop?sslmode=disable\n", nil},
		{"text about it says nothing", "-- docs.yaml --\nhelp: use sslmode=disable only on your own machine\n", nil},
		{"Go", "-- go.mod --\nmodule x\n\ngo 1.26\n-- main.go --\npackage main\n\nimport \"crypto/tls\"\n\nconst dsn = \"postgres://shop:k2jh34kjh@db.example.net/shop?sslmode=disable\"\n\nfunc main() { _ = &tls.Config{InsecureSkipVerify: true}; println(dsn) }\n",
			[]string{`main.go:5:13 postgres user="shop" remote sslmode=disable password`, `main.go:7:31 tls user="" unknown InsecureSkipVerify: true`}},
		{"Go leaves it to a flag", "-- go.mod --\nmodule x\n\ngo 1.26\n-- main.go --\npackage main\n\nimport \"crypto/tls\"\n\nfunc conf(insecure bool) *tls.Config { return &tls.Config{InsecureSkipVerify: insecure} }\n", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(t, test.archive)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDumps(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"mysqldump shop > /backup/shop.sql", "mysqldump to /backup/shop.sql encrypted=false"},
		{"pg_dump -Fc -f /backup/shop.dump shop", "pg_dump to /backup/shop.dump encrypted=false"},
		{"docker exec db pg_dump -U shop shop | gzip > shop-$(date +%F).sql.gz", "pg_dump to shop-$ encrypted=false"},
		{"mysqldump shop | ssh backup@host 'cat > shop.sql'", "mysqldump to ssh encrypted=false"},
		{"pg_dump shop | aws s3 cp - s3://bucket/shop.sql", "pg_dump to s3://bucket/shop.sql encrypted=false"},
		{"mysqldump shop | age -r \"$KEY\" > /backup/shop.age", "mysqldump to /backup/shop.age encrypted=true"},
		{"pg_dump shop | gpg --encrypt -r a@b.c > s.gpg", "pg_dump to s.gpg encrypted=true"},
		{"pg_dump --schema-only shop > schema.sql", ""},
		{"mysqldump -d shop > schema.sql", ""},
		{"pg_dump old | psql new", ""},
		{"mysqldump shop > /dev/null", ""},
		{"echo \"run pg_dump > x first\"", ""},
		{"apt-get install -y pg_dump > log", ""},
		{"which pg_dump > /dev/null || exit 1", ""},
		{"pg_dump shop", ""},
		{"pg_dump shop 2> errors.log", ""},
	} {
		t.Run(test.line, func(t *testing.T) {
			got := read(t, "-- backup.sh --\n"+test.line+"\n")
			var want []string
			if test.want != "" {
				at := strings.Index(test.line, "mysqldump")
				if at < 0 {
					at = strings.Index(test.line, "pg_dump")
				}
				want = []string{fmt.Sprintf("backup.sh:1:%d %s", at+1, test.want)}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDumpsInCIAndOverLines(t *testing.T) {
	got := read(t, "-- .github/workflows/backup.yml --\njobs:\n  b:\n    steps:\n      - run: pg_dump \"$URL\" > shop.sql\n-- encrypt.sh --\npg_dump shop \\\n  > shop.sql\ngpg -c shop.sql\n-- Dockerfile --\nFROM x\nRUN mysqldump shop > /seed.sql\n")
	want := []string{
		".github/workflows/backup.yml:4:14 pg_dump to shop.sql encrypted=false",
		"Dockerfile:2:5 mysqldump to /seed.sql encrypted=false",
		"encrypt.sh:1:1 pg_dump to shop.sql encrypted=true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRegions(t *testing.T) {
	got := read(t, "-- .env --\nAWS_REGION=us-east-1\nS3_REGION=eu-west-1\nDB=shop.abc123.eu-west-2.rds.amazonaws.com\n-- main.tf --\nregion = \"asia-east1\"\n")
	want := []string{".env:1:12 us-east-1 US", ".env:3:16 eu-west-2 GB", "main.tf:1:11 asia-east1 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBadFilesAreSaid(t *testing.T) {
	got := read(t, "-- big.yaml --\n"+strings.Repeat("a: b\n", 1<<18)+"-- binary.env --\nDATABASE_URL=postgres://a:b@c.example/d?sslmode=disable\x00\n")
	want := []string{"note big.yaml: settings are not read: the file is larger than 1 MB"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever a file holds, reading it ends, and every place lies in it.
func FuzzLines(f *testing.F) {
	f.Add("pg_dump shop | gzip > 'x")
	f.Add("DATABASE_URL=postgres://a:b@[::1]:5432/x?sslmode=disable\nhost=")
	f.Add("user:pw@tcp(h:1)/db?tls=false \\\n\\\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines := readLines(bufio.NewReaderSize(strings.NewReader(text), 16))
		r := &reader{facts: &Facts{}}
		s := &settingsFile{reader: r, rel: "x", lines: lines}
		s.connections()
		s.regions()
		s.dumps()
		for _, c := range r.facts.Connections {
			if c.Span.Line < 1 || c.Span.Line > len(lines) || c.Span.Column-1+c.Span.Length > len(lines[c.Span.Line-1].text) {
				t.Errorf("%+v lies outside of %q", c.Span, text)
			}
		}
	})
}
