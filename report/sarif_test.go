package report

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

const codeScanning = "testdata/sarif-code-scanning.schema.json"

func TestSARIFIsWhatCodeScanningTakes(t *testing.T) {
	for name, r := range map[string]*Result{"sample": sample(t), "empty": {Tool: Tool{Name: "privet", Version: "devel"}}} {
		for _, l := range []phrase.Lang{phrase.English, phrase.Dutch} {
			o := sampleOptions(t)
			o.Lang = l
			doc := written(t, SARIF, r, o)
			validate(t, codeScanning, doc)
			if t.Failed() {
				t.Fatalf("%s in %v", name, l)
			}
		}
	}
}

// TestSARIFIsTheStandards checks the output against the schema of the standard and
// with the validator of its authors, which also holds GitHub's rules. Both come
// with the npm package that .ci/run installs and PRIVET_SARIF names the folder of:
// the schema is OASIS's to give out, not ours.
func TestSARIFIsTheStandards(t *testing.T) {
	dir := os.Getenv("PRIVET_SARIF")
	if dir == "" {
		if os.Getenv("PRIVET_REQUIRE_ALL") != "" {
			t.Fatal("PRIVET_SARIF does not name the folder of @microsoft/sarif-multitool-linux")
		}
		t.Skip("PRIVET_SARIF does not name the folder of @microsoft/sarif-multitool-linux")
	}
	for name, r := range map[string]*Result{"sample": sample(t), "empty": {Tool: Tool{Name: "privet", Version: "devel"}}} {
		doc := written(t, SARIF, r, sampleOptions(t))
		validate(t, filepath.Join(dir, "sarif-2.1.0.json"), doc)
		file := filepath.Join(t.TempDir(), name+".sarif")
		if err := os.WriteFile(file, doc, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(filepath.Join(dir, "Sarif.Multitool"), "validate", file, "--rule-kind", "Sarif;Ghas")
		cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1") // needs no ICU then
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Analysis completed successfully") {
			t.Fatalf("%s: the validator ends with %v:\n%s", name, err, out)
		}
		for _, line := range strings.Split(string(out), "\n") {
			if strings.Contains(line, ": error ") || strings.Contains(line, ": warning ") {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

func decodeSARIF(t *testing.T, r *Result) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal(written(t, SARIF, r, sampleOptions(t)), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

func TestSARIFResultsNameTheirRules(t *testing.T) {
	run := decodeSARIF(t, sample(t))
	for _, res := range run.Results {
		if got := run.Tool.Driver.Rules[res.RuleIndex].ID; got != res.RuleID {
			t.Errorf("ruleIndex of %s points to %s", res.RuleID, got)
		}
		if reg := res.Locations[0].Physical.Region; reg.StartLine != reg.EndLine {
			t.Errorf("%s: a region of several lines is not shown in a pull request", res.RuleID)
		}
	}
}

func TestSARIFLosesNoFinding(t *testing.T) {
	r := sample(t)
	r.Inventory = nil // the finding on a grant has no file to be shown in
	run := decodeSARIF(t, r)
	if n := len(run.Results) + len(run.Invocations[0].Notifications); n != len(r.Findings) {
		t.Errorf("%d results and notifications for %d findings", n, len(r.Findings))
	}
}

func TestSARIFHoldsTheLimits(t *testing.T) {
	r := sample(t)
	f := r.Findings[1]
	for range 200 {
		f.Others = append(f.Others, finding.Step{Span: f.Span, Message: f.Message})
	}
	r.Findings = nil
	for range sarifMaxResults + 5 {
		r.Findings = append(r.Findings, finding.Finding{Rule: "CRED-001", Name: "x", Message: f.Message, Span: f.Span, Print: "p"})
	}
	r.Findings = append(r.Findings, f)
	r.Rules[0].What.EN = strings.Repeat("é", 5000)
	run := decodeSARIF(t, r)
	if len(run.Results) != sarifMaxResults || len(run.Results[0].Related) != sarifMaxRelated {
		t.Errorf("%d results, the worst with %d related locations", len(run.Results), len(run.Results[0].Related))
	}
	if n := len([]rune(run.Tool.Driver.Rules[0].Full.Text)); n != sarifMaxText {
		t.Errorf("description of %d characters", n)
	}
}

func TestHostileNamesStayInTheirCell(t *testing.T) {
	r := sample(t)
	r.Findings[0].Message = say("x | y\n## <img src=q onerror=1> `code` [l](javascript:1) @team ::error::z %0A", "")
	r.Findings[0].Span.File = "a`|,b:c%\n.sql"
	md := string(written(t, Markdown, r, sampleOptions(t)))
	for _, bad := range []string{"<img", "\n##", " [l](javascript", " @team", "a`"} {
		if strings.Contains(md, bad) {
			t.Errorf("markdown lets %q through:\n%s", bad, md)
		}
	}
	for _, line := range bytes.Split(written(t, GitHub, r, sampleOptions(t)), []byte("\n")) {
		if bytes.HasPrefix(line, []byte("::")) && bytes.Count(line, []byte("::error")) > 1 && !bytes.HasPrefix(line, []byte("::notice")) {
			t.Errorf("a name starts a command of its own: %s", line)
		}
		if bytes.Contains(line, []byte("file=a`|,b")) {
			t.Errorf("a file name ends its property: %s", line)
		}
	}
}

func TestJUnitPassesRulesWithoutFindings(t *testing.T) {
	r := sample(t)
	r.Findings, r.Inventory.Scope.Drift = nil, nil
	got := string(written(t, JUnit, r, sampleOptions(t)))
	if strings.Contains(got, "<failure") || !strings.Contains(got, `tests="3" failures="0"`) {
		t.Errorf("a clean run is three passed tests:\n%s", got)
	}
}
