package rules_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/personal"
)

// TestALoneRowProvesLess: one row in a script that somebody wrote may be a demo;
// one in a dump is how the application stores it; two are no accident.
func TestALoneRowProvesLess(t *testing.T) {
	const table = "CREATE TABLE beheerders (id int PRIMARY KEY, email text NOT NULL, wachtwoord text NOT NULL);\n"
	const dump = "-- MySQL dump 10.13  Distrib 8.0.36\n" + table + "%INSERT INTO beheerders VALUES (1, 'chef@bloemen.example', 'V');\n-- Dump completed on 2026-01-01\n"
	for _, tc := range []struct {
		name, rule, sql string
		want            personal.Confidence
	}{
		{"a demo row", "CRED-001", table + "INSERT INTO beheerders VALUES (1, 'chef@bloemen.example', 'tulp123');", personal.Low},
		{"a demo row, hashed", "CRED-003", table + "INSERT INTO beheerders VALUES (1, 'chef@bloemen.example', '5f4dcc3b5aa765d61d8327deb882cf99');", personal.Low},
		{"a dump of one row", "CRED-001", strings.NewReplacer("%", "", "'V'", "'tulp123'").Replace(dump), personal.Medium},
		{"two rows", "CRED-003", table + "INSERT INTO beheerders VALUES (1, 'a@bloemen.example', '5f4dcc3b5aa765d61d8327deb882cf99'), (2, 'b@bloemen.example', '7c6a180b36896a0a8c02787eeafb0e4c');", personal.High},
	} {
		t.Run(tc.name, func(t *testing.T) {
			found := findings(t, tc.rule, []txtar.File{{Name: "data.sql", Data: []byte(tc.sql)}})
			if len(found) != 1 || found[0].Confidence != tc.want {
				t.Errorf("%s: %+v, want one finding of %s confidence", tc.rule, found, tc.want)
			}
		})
	}
}
