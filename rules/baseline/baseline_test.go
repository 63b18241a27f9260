package baseline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// found is a finding of a rule on an object, at a line.
func found(rule, object string, s finding.Severity, line int) finding.Finding {
	f := finding.Finding{Rule: rule, Severity: s, Objects: []string{object}, Message: phrase.Text{EN: object + " is wrong"},
		Span: schema.Span{Position: schema.Position{File: "schema.sql", Line: line, Column: 1}}}
	f.Print = finding.Fingerprint(&f, 0)
	return f
}

// remembered writes a baseline of the findings and reads it again.
func remembered(t *testing.T, fs ...finding.Finding) *Baseline {
	t.Helper()
	b, _ := New(fs)
	var file bytes.Buffer
	if err := b.Write(&file); err != nil {
		t.Fatal(err)
	}
	read, err := Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestABaselineKnowsItsFindings(t *testing.T) {
	old := found("CRED-002", "klant.wachtwoord", finding.Warning, 3)
	for _, test := range []struct {
		name string
		now  finding.Finding
		kept bool
		gone int
	}{
		{"the same finding on another line", found("CRED-002", "klant.wachtwoord", finding.Warning, 90), false, 0},
		{"a milder one", found("CRED-002", "klant.wachtwoord", finding.Note, 3), false, 0},
		{"one that got worse", found("CRED-002", "klant.wachtwoord", finding.Error, 3), true, 0},
		{"another object", found("CRED-002", "beheerder.wachtwoord", finding.Warning, 3), true, 1},
		{"another rule", found("MIN-001", "klant.wachtwoord", finding.Warning, 3), true, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			kept, out, gone := remembered(t, old).Apply([]finding.Finding{test.now})
			if (len(kept) == 1) != test.kept || (len(out) == 0) != test.kept || len(gone) != test.gone {
				t.Errorf("kept %d, out %d, gone %d", len(kept), len(out), len(gone))
			}
		})
	}
}

func TestABaselineNeverHoldsWhatOnlyALawAllows(t *testing.T) {
	bsn := found("SPC-002", "klant.bsn", finding.Error, 4)
	b, refused := New([]finding.Finding{bsn, found("STO-003", "bestelling.cvc", finding.Error, 5), found("PRV-001", "a.go", finding.Warning, 6)})
	if len(b.Findings) != 0 || len(refused) != 3 {
		t.Errorf("%d held, %d refused; want 0 and 3", len(b.Findings), len(refused))
	}
	// Somebody may write the entry by hand.
	b.Findings = []Entry{{Fingerprint: bsn.Print, Rule: "SPC-002", Severity: "error"}}
	if kept, _, _ := b.Apply([]finding.Finding{bsn}); len(kept) != 1 {
		t.Error("an entry written by hand hides a national number")
	}
}

func TestPruneKeepsWhatIsStillFound(t *testing.T) {
	a, b := found("MIN-001", "klant.a", finding.Warning, 1), found("MIN-001", "klant.b", finding.Warning, 2)
	pruned, gone := remembered(t, a, b).Prune([]finding.Finding{b})
	if len(pruned.Findings) != 1 || pruned.Findings[0].Fingerprint != b.Print || len(gone) != 1 || gone[0].Fingerprint != a.Print {
		t.Errorf("kept %v, gone %v", pruned.Findings, gone)
	}
}

func TestTheFileDependsOnTheFindingsOnly(t *testing.T) {
	a, b := found("MIN-001", "klant.a", finding.Warning, 1), found("CRED-002", "klant.b", finding.Error, 2)
	moved := a
	moved.Span.Line = 50
	if diff := cmp.Diff(remembered(t, a, b), remembered(t, b, moved)); diff != "" {
		t.Errorf("order and lines change the file:\n%s", diff)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	for file, want := range map[string]string{
		"":                                       "EOF",
		"{\n\"version\": 1,\n\"findings\": [,]}": "line 3",
		`{"version": 2, "findings": []}`:         "version 2",
		`{"version": 1, "findings": [{"rule":""}]}`: "entry 1 has no fingerprint",
		`{"version": 1, "finding": []}`:             `unknown field "finding"`,
	} {
		if _, err := Read(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}
