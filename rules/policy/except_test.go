package policy

import (
	"testing"
	"time"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d.Add(15 * time.Hour)
}

func TestExceptionsHoldForTheirRuleObjectAndTime(t *testing.T) {
	p := &Policy{Exceptions: []Exception{{Rule: "MIN-001", Where: "orders.*", Reason: "wine", Until: "2027-01-01", Law: "Alcoholwet"}}}
	for _, test := range []struct {
		name    string
		finding finding.Finding
		today   string
		kept    bool
	}{
		{"the object it names", finding.Finding{Rule: "MIN-001", Objects: []string{"Orders.birth_date"}}, "2026-11-24", false},
		{"its last day", finding.Finding{Rule: "MIN-001", Objects: []string{"orders.birth_date"}}, "2027-01-01", false},
		{"the day after", finding.Finding{Rule: "MIN-001", Objects: []string{"orders.birth_date"}}, "2027-01-02", true},
		{"another rule", finding.Finding{Rule: "MIN-003", Objects: []string{"orders.birth_date"}}, "2026-11-24", true},
		{"another table", finding.Finding{Rule: "MIN-001", Objects: []string{"customers.birth_date"}}, "2026-11-24", true},
		{"one of two objects", finding.Finding{Rule: "MIN-001", Objects: []string{"orders.a", "customers.b"}}, "2026-11-24", true},
		{"no object at all", finding.Finding{Rule: "MIN-001"}, "2026-11-24", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			kept, out, unused := p.Except([]finding.Finding{test.finding}, day(test.today))
			if (len(kept) == 1) != test.kept || (len(out) == 0) != test.kept || (len(unused) == 1) != test.kept {
				t.Errorf("kept %d, out %d, unused %d", len(kept), len(out), len(unused))
			}
			if !test.kept && (out[0].Because != "wine (Alcoholwet)" || out[0].Until != "2027-01-01" || out[0].By != finding.ByException) {
				t.Errorf("suppressed %+v", out[0])
			}
		})
	}
}

func TestCorrectionsReachTheClassifier(t *testing.T) {
	p := &Policy{File: "privet.yaml", Corrections: []Correction{{Column: "customers.email", Category: None, Reason: "a template's name"}}}
	c, err := personal.New(p.ClassifierOptions()...)
	if err != nil {
		t.Fatal(err)
	}
	db := &schema.Database{}
	db.AddTable(&schema.Table{Name: schema.Name{Name: "customers"}, Columns: []*schema.Column{
		{Name: "email", Type: schema.TypeRef{Raw: "text", Base: "text"}}, {Name: "last_name", Type: schema.TypeRef{Raw: "text", Base: "text"}},
	}})
	v := c.Database(db)[0]
	if v.Columns[0].Personal() || !v.Columns[1].Personal() {
		t.Errorf("verdicts %+v", v.Columns)
	}
}
