package load

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/privet-dev/privet/schema"
)

// personal are values that stand in personDump; no output may repeat them.
var personal = []string{"Zwaantje", "z.vandermolen@ziggo.nl", "0648291735", "NL20INGB0001234567", "136429671", "$2y$10$N9qo8uLOickgx2ZMRZoMye", "Dorpsstraat"}

const personDump = `
-- shop.sql --
CREATE TABLE klant (id bigint, naam text, email text, telefoon text, iban text, bsn text, wachtwoord text, extra jsonb);
INSERT INTO klant VALUES (1, 'Zwaantje', 'z.vandermolen@ziggo.nl', '0648291735', 'NL20INGB0001234567', '136429671', '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', '{"adres": "Dorpsstraat 1", "Zwaantje": 1}');
COPY klant (id, naam, email, telefoon, iban, bsn, wachtwoord, extra) FROM stdin;
2	Zwaantje	z.vandermolen@ziggo.nl	0648291735	NL20INGB0001234567	136429671	$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy	{"adres": "Dorpsstraat 2"}
\.
INSERT INTO klant (naam, 'Zwaantje';
CREATE TABLE 'Zwaantje' (z.vandermolen@ziggo.nl text);
ALTER TABLE klant ALTER naam SET DEFAUL 'Dorpsstraat';
`

func TestRowsBecomeEvidence(t *testing.T) {
	res := mustLoad(t, unpack(t, personDump), Options{})
	klant := res.Databases[0].Tables[0]
	if klant.Rows == nil || klant.Rows.Sampled != 2 || klant.Rows.Origin.Line != 2 {
		t.Fatalf("rows: %+v, want 2 from line 2 on", klant.Rows)
	}
	for column, want := range map[string]schema.ValueKind{"email": schema.EmailValue, "telefoon": schema.PhoneValue, "iban": schema.IBANValue,
		"wachtwoord": schema.BcryptValue, "extra": schema.JSONValue} {
		if got, ok := klant.Column(column).Values.Kind(); !ok || got != want {
			t.Errorf("%s: %s, %v; want %s", column, got, ok, want)
		}
	}
	if keys := klant.Column("extra").Keys; len(keys) != 1 || keys[0].Name != "adres" {
		t.Errorf("keys of extra: %d, want adres alone", len(keys))
	}
}

func TestNoValueIsKept(t *testing.T) {
	res := mustLoad(t, unpack(t, personDump), Options{})
	text, err := json.Marshal(res)
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{string(text), fmt.Sprintf("%+v", res)} {
		for _, value := range personal {
			if strings.Contains(out, value) {
				t.Errorf("the result repeats a value of the dump: %s", value)
			}
		}
	}
}

func TestRowsGoToTheDatabaseConnectedTo(t *testing.T) {
	res := mustLoad(t, unpack(t, `
-- all.sql --
CREATE TABLE a (b text, c timestamptz);
INSERT INTO a (b) VALUES ('x');
\connect second
CREATE TABLE a (b text);
`), Options{})
	if first := res.Databases[0].Tables[0]; first.Rows == nil || first.Rows.Sampled != 1 {
		t.Errorf("the first database: %+v, want one row", first.Rows)
	}
	if second := res.Databases[1].Tables[0]; second.Rows != nil {
		t.Errorf("the second database has rows of the first")
	}
}

// BenchmarkDump loads a dump of 64 MB that is generated on the way, as bytes of
// dump per second.
func BenchmarkDump(b *testing.B) {
	const head = "CREATE TABLE `klant` (`id` int unsigned, `naam` text, `email` text) ENGINE=InnoDB;\n"
	insert := "INSERT INTO `klant` VALUES " + strings.Repeat("(1,'Jan de Vries','jan@xs4all.nl'),", 30000) + "(1,'J','j@xs4all.nl');\n"
	dir := b.TempDir()
	writeFile(b, dir+"/dump.sql", func(w io.Writer) {
		io.WriteString(w, head)
		for range 64 {
			io.WriteString(w, insert)
		}
	})
	b.SetBytes(int64(len(head) + 64*len(insert)))
	b.ReportAllocs()
	for b.Loop() {
		mustLoad(b, dir, Options{})
	}
}

// TestRowsWithoutTheirTable: an export of rows whose table no file creates is
// looked at as far as it names its columns; rows of another folder's table are
// that table's.
func TestRowsWithoutTheirTable(t *testing.T) {
	res := mustLoad(t, unpack(t, `
-- export/klanten.sql --
INSERT INTO klanten (id, adres) VALUES (1, 'a.deboer@ziggo.nl'), (2, 'b.jansen@kpnmail.nl');
INSERT INTO schema_migrations (version) VALUES ('1');
INSERT INTO zonder VALUES (1, 'x');
`), Options{Dialect: schema.MySQL})
	if got := tables(res); len(got) != 1 || got[0] != "mysql: klanten(id, adres)" {
		t.Fatalf("got %q", got)
	}
	table := res.Databases[0].Tables[0]
	if table.Kind != schema.QueryOnlyName || table.Rows == nil || table.Rows.Sampled != 2 {
		t.Errorf("%+v", table)
	}
	if kind, _ := table.Column("adres").Values.Kind(); kind != schema.EmailValue {
		t.Errorf("adres holds %s", kind)
	}
}
