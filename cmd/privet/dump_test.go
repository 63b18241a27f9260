package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secretDumps are dumps in every form in which rows come. Each value that must
// not come out again holds one of secretMarks.
var secretDumps = map[string]string{
	"pg.sql": `CREATE TABLE klant (id bigint PRIMARY KEY, naam text, email text, telefoon text, iban text, bsn text, geboren date, wachtwoord text, extra jsonb, pin int);
INSERT INTO klant VALUES (1, 'Zwaantje', 'z.vandermolen@ziggo.nl', '0648291735', 'NL20INGB0001234567', '136429671', '1973-11-29', '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', '{"adres": "Dorpsstraat 1", "Zwaantje": 1}', 48213),
(2,'Zwaantje','w.kuiper@kpnmail.nl','0648291736','NL20INGB0001234567','136429671','1973-11-29','geheim-Zwaluw','{"adres": "Dorpsstraat 2"}',48213);
INSERT INTO klant (naam, wachtwoord) VALUES ('Zwaantje', 'geheim-Zwaluw'), ('Zwaantje', 'geheim-Zwaluw');
COPY klant (id, naam, email, telefoon, iban, bsn, geboren, wachtwoord, extra, pin) FROM stdin;
3	Zwaantje	p.dewit@xs4all.nl	0648291737	NL20INGB0001234567	136429671	1973-11-29	geheim-Zwaluw	{"adres": "Dorpsstraat 2"}	48213
4	Zwaantje	o.smit@hetnet.nl	0648291738	NL20INGB0001234567	136429671	1973-11-29	geheim-Zwaluw	{"adres": "Dorpsstraat 3"}	48213
\.
INSERT INTO klant (naam, 'Zwaantje';
CREATE TABLE 'Zwaantje' ('z.vandermolen@ziggo.nl' text);
ALTER TABLE klant ALTER naam SET DEFAUL 'Dorpsstraat';
UPDATE klant SET naam = 'Zwaantje' WHERE email = 'z.vandermolen@ziggo.nl';
INSERT INTO brief (aan, adres, wat) VALUES ('Zwaantje', 'q.dejong@ziggo.nl', 'Dorpsstraat'), ('Zwaantje', 'r.dejong@kpnmail.nl', 'Dorpsstraat'),
  ('Zwaantje', 's.dejong@xs4all.nl', 'Dorpsstraat'), ('Zwaantje', 't.dejong@hetnet.nl', 'Dorpsstraat'), ('Zwaantje', 'u.dejong@planet.nl', 'Dorpsstraat');
`,
	"my.sql": "CREATE TABLE `wp_users` (`ID` bigint unsigned, `user_email` varchar(100), `user_pass` varchar(255));\n" +
		"INSERT INTO `wp_users` VALUES\n(1,'z.vandermolen@ziggo.nl','geheim-Zwaluw'),\n(2,'w.kuiper@kpnmail.nl','5f4dcc3b5aa765d61d8327deb882cf99');\n" +
		"CREATE TABLE `wp_usermeta` (`umeta_id` bigint, `user_id` bigint, `meta_key` varchar(255), `meta_value` longtext);\n" +
		"INSERT INTO `wp_usermeta` VALUES (1,1,'billing_phone','0648291735'),(2,1,'first_name','Zwaantje'),(3,1,'note_0648291735','Dorpsstraat'),(4,2,'z.vandermolen@ziggo.nl','x');\n",
	"lite.sql": "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE gast (naam text, email text, geheim text);\n" +
		"INSERT INTO gast VALUES('Zwaantje','z.vandermolen@ziggo.nl','geheim-Zwaluw');\nINSERT INTO gast VALUES('Zwaantje''s','w.kuiper@kpnmail.nl',X'5A7761');\nCOMMIT;\n",
}

var secretMarks = []string{"Zwaantje", "vandermolen", "kuiper", "dewit", "o.smit", "dejong", "06482917", "NL20INGB", "136429671", "1973-11-29", "N9qo8uLO", "Dorpsstraat", "Zwaluw",
	"5f4dcc3b", "48213", "5A7761", "ziggo.nl", "kpnmail.nl"}

// TestNoValueOfADumpComesOut runs every command in every format over dumps and
// looks for their values in all that is printed or written.
func TestNoValueOfADumpComesOut(t *testing.T) {
	dir := t.TempDir()
	for name, text := range secretDumps {
		path := filepath.Join(dir, strings.TrimSuffix(name, ".sql"), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	commands := [][]string{
		{"scan", "text"}, {"scan", "json"}, {"scan", "sarif"}, {"scan", "github"}, {"scan", "gitlab"}, {"scan", "junit"}, {"scan", "markdown"},
		{"inventory", "text"}, {"inventory", "json"}, {"inventory", "csv"}, {"inventory", "markdown"},
		{"audit", "html"}, {"register", "markdown"}, {"register", "csv"}, {"register", "html"},
	}
	for _, c := range commands {
		for _, lang := range []string{"en", "nl"} {
			t.Run(c[0]+" "+c[1]+" "+lang, func(t *testing.T) {
				var out bytes.Buffer
				code := run(t.Context(), []string{c[0], dir, "--format", c[1], "--lang", lang, "--fail-on", "never"}, nil, &out, &out)
				if code != exitClean || out.Len() == 0 {
					t.Fatalf("exit code %d: %s", code, &out)
				}
				if (c[0] == "scan" || c[0] == "audit") && !strings.Contains(out.String(), "BRE-001") {
					t.Errorf("the dump itself is not found:\n%s", &out)
				}
				for _, line := range strings.Split(out.String(), "\n") {
					for _, mark := range secretMarks {
						if strings.Contains(line, mark) {
							t.Errorf("a value comes out (%s): %s", mark, line)
						}
					}
				}
			})
		}
	}
}
